function varargout = rope_apply (varargin)
%ROPE_APPLY  Rotate queries and keys, by the reference model.
%
%   Usage: Y = rope_apply (X, C, S, NAME, VALUE, ...)
%          [Q, K] = rope_apply (Q, K, C, S, NAME, VALUE, ...)
%
%   The compiled part of RoME is not built, so that this slow model answers, in double precision arithmetic; it says so once.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Arguments, options and errors are those of the reference model rope_ref; see its help.
%   'dtype' takes uint16 bit patterns of 'bf16' and 'f16'; 'threads' and 'in_place' are accepted and change nothing.
%
%   Example:
%     [c, s] = rope_cache (4, 8);  y = rope_apply (rand (4, 8), c, s);
%
%   See also: rope_ref, rope_setup, rome_make.

  model_notice ('rope_apply', 'rope_ref');
  arrays = leading_arrays (varargin);
  [args, opt] = take_options (varargin, arrays, {'dtype', 'threads', 'in_place'});
  [varargout{1:max (nargout, 1)}] = with_bits (@rope_ref, args, arrays, arrays - 2, opt.dtype);
end
