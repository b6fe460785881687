function n = rome_threads (varargin)
%ROME_THREADS  Threads: the reference models use one.
%
%   Usage: n = rome_threads ()
%          rome_threads (N)
%
%   Always 1; a number that is to be set is accepted and changes nothing, as no result depends on it.
%
%   Errors: none.
%
%   Example:
%     rome_threads ()
%
%   See also: rome_setup, rome_make.

  n = 1;
end
