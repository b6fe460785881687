% [PRINTED, PICTURES] = doc_run (SITE, CODE, NAME)  runs code in the base workspace, as at the prompt.
%
% PRINTED is what it printed, PICTURES the files of the figures it drew, relative to the manual.
function [printed, pictures] = doc_run (site, code, name)
  close all
  try
    printed = evalin ("base", sprintf ("evalc (%s)", quoted (code)));
  catch err
    error ("make_docs: %s fails: %s", name, err.message);
  end_try_catch
  pictures = {};
  figures = sort (get (0, "children"))';
  for k = 1:numel (figures)
    number = "";
    if (numel (figures) > 1)
      number = sprintf ("-%d", k);
    endif
    pictures{end+1} = ["figures/", name, number, ".png"];
    rope_plot_save (figures(k), fullfile (site.output, pictures{end}));
  endfor
  close all
endfunction

function text = quoted (code)
  text = ["\"", undo_string_escapes(code), "\""];
endfunction
