function varargout = rope_freqs (varargin)
%ROPE_FREQS  Angular frequencies, by the reference model.
%
%   Usage: [W, A] = rope_freqs (DIM, NAME, VALUE, ...)
%
%   The compiled part of RoME is not built, so that this slow model answers, in double precision arithmetic; it says so once.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Arguments, options and errors are those of the reference model rope_freqs_ref; see its help.
%
%   Example:
%     w = rope_freqs (8);
%
%   See also: rope_freqs_ref, rope_setup, rome_make.

  model_notice ('rope_freqs', 'rope_freqs_ref');
  [varargout{1:max (nargout, 1)}] = rope_freqs_ref (varargin{:});
end
