function varargout = rope_round (varargin)
%ROPE_ROUND  Round to a 16-bit format, by the reference model.
%
%   Usage: Y = rope_round (X, DTYPE)
%
%   The compiled part of RoME is not built, so that this slow model answers, in double precision arithmetic; it says so once.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Arguments, options and errors are those of the reference model rope_round_ref; see its help.
%
%   Example:
%     y = rope_round (0.1, 'f16');
%
%   See also: rope_round_ref, rope_setup, rome_make.

  model_notice ('rope_round', 'rope_round_ref');
  varargout{1} = rope_round_ref (varargin{:});
end
