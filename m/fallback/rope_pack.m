function varargout = rope_pack (varargin)
%ROPE_PACK  Bits of 16-bit numbers, by the reference model.
%
%   Usage: U = rope_pack (X, DTYPE)
%
%   The compiled part of RoME is not built, so that this slow model answers, in double precision arithmetic; it says so once.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Arguments, options and errors are those of the reference model rope_pack_ref; see its help.
%
%   Example:
%     u = rope_pack ([1, -2], 'bf16');
%
%   See also: rope_pack_ref, rope_setup, rome_make.

  model_notice ('rope_pack', 'rope_pack_ref');
  varargout{1} = rope_pack_ref (varargin{:});
end
