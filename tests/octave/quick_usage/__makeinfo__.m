% [text, status] = __makeinfo__ (text, ...)  stands in for Octave's, which starts a program for every call without arguments.
function [text, status] = __makeinfo__ (text, varargin)
  status = 0;
end
