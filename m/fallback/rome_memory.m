function varargout = rome_memory (varargin)
%ROME_MEMORY  Recycling of memory: not without the compiled part.
%
%   Usage: rome_memory (...)
%
%   The reference models use the memory of the interpreter.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Errors: rome:notBuilt, always.
%
%   Example (after the build):
%     help rome_memory
%
%   See also: rome_setup, rome_make.

  error ('rome:notBuilt', 'rome_memory: this needs the compiled part of RoME; %s', how_to_build ());
end
