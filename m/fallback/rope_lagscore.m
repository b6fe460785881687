function varargout = rope_lagscore (varargin)
%ROPE_LAGSCORE  Mean attention score by lag, by the reference model.
%
%   Usage: A = rope_lagscore (Q, K, NAME, VALUE, ...)
%
%   The compiled part of RoME is not built, so that this slow model answers, in double precision arithmetic; it says so once.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Arguments, options and errors are those of the reference model rope_lagscore_ref; see its help. It sums over all pairs of
%   tokens: the time grows with the square of their number.
%
%   Example:
%     a = rope_lagscore (rand (16, 8), rand (16, 8));
%
%   See also: rope_lagscore_ref, rope_setup, rome_make.

  model_notice ('rope_lagscore', 'rope_lagscore_ref');
  [varargout{1:max (nargout, 1)}] = rope_lagscore_ref (varargin{:});
end
