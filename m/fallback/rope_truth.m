function varargout = rope_truth (varargin)
%ROPE_TRUTH  Certified values: not without the compiled part.
%
%   Usage: rope_truth (...)
%
%   The certified truth has no model in double precision: that is what it certifies.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Errors: rome:notBuilt, always.
%
%   Example (after the build):
%     help rope_truth
%
%   See also: rome_setup, rome_make.

  error ('rome:notBuilt', 'rope_truth: this needs the compiled part of RoME; %s', how_to_build ());
end
