function varargout = rome_probe (varargin)
%ROME_PROBE  Yardsticks for measurements: not without the compiled part.
%
%   Usage: rome_probe (...)
%
%   What it measures is the compiled part.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Errors: rome:notBuilt, always.
%
%   Example (after the build):
%     help rome_probe
%
%   See also: rome_setup, rome_make.

  error ('rome:notBuilt', 'rome_probe: this needs the compiled part of RoME; %s', how_to_build ());
end
