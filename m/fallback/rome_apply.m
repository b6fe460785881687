function varargout = rome_apply (varargin)
%ROME_APPLY  The matrix form of the rotation, by the reference model.
%
%   Usage: Y = rome_apply (X, M, C, S, NAME, VALUE, ...)
%
%   The compiled part of RoME is not built, so that this slow model answers, in double precision arithmetic; it says so once.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Arguments, options and errors are those of the reference model rome_ref; see its help.
%   'dtype' takes uint16 bit patterns of 'bf16' and 'f16'; 'engine', 'threads' and 'in_place' are accepted and change nothing.
%
%   Example:
%     [c, s] = rope_cache (4, 8);  y = rome_apply (rand (4, 8), rome_matrix (8), c, s);
%
%   See also: rome_ref, rope_setup, rome_make.

  model_notice ('rome_apply', 'rome_ref');
  [args, opt] = take_options (varargin, 4, {'dtype', 'threads', 'in_place', 'engine'});
  varargout{1} = with_bits (@rome_ref, args, min (4, numel (args)), 1, opt.dtype);
end
