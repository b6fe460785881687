function varargout = rope_unpack (varargin)
%ROPE_UNPACK  Numbers of 16-bit patterns, by the reference model.
%
%   Usage: X = rope_unpack (U, DTYPE)
%
%   The compiled part of RoME is not built, so that this slow model answers, in double precision arithmetic; it says so once.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Arguments, options and errors are those of the reference model rope_unpack_ref; see its help.
%
%   Example:
%     x = rope_unpack (uint16 (16256), 'bf16');
%
%   See also: rope_unpack_ref, rope_setup, rome_make.

  model_notice ('rope_unpack', 'rope_unpack_ref');
  varargout{1} = rope_unpack_ref (varargin{:});
end
