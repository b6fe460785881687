% make_notebooks ()         makes every notebook: notebooks/src/NAME.md -> notebooks/NAME.ipynb
% make_notebooks (NAMES)    some of them, a cell array of names such as {'03-rome'}
%
% A source is a Markdown text; its blocks between ```octave and ``` become code cells, what stands between them Markdown
% cells.  The notebook is executed by Octave's jupyter_notebook, in the folder notebooks/, and written with its outputs, one
% line of JSON per line of text, so that differences can be read.  Figures are stored as PNG of 900 dots width.  An error in a
% cell, an empty figure or a notebook above 500 kB is an error here.
%
% Called by 'make notebooks'.  Needs a graphics toolkit (gnuplot will do).
%
% SPDX-License-Identifier: GPL-3.0-or-later
function make_notebooks (names)

  here = fileparts (mfilename ("fullpath"));
  if (nargin < 1)
    files = dir (fullfile (here, "src", "*.md"));
    names = sort (cellfun (@(f) f(1:end-3), {files.name}, "UniformOutput", false));
  endif
  set (0, "defaultfigurevisible", "off");
  # plain figures as large as those of rope_plot_..., with letters and lines to match
  set (0, "defaultfigurepaperunits", "inches", "defaultfigurepapersize", [10, 5.6], "defaultfigurepaperposition", [0, 0, 10, 5.6]);
  set (0, "defaultaxesfontsize", 13, "defaultlinelinewidth", 5, "defaulttextfontsize", 13);
  set (0, "defaultaxesgridcolor", [0.86, 0.86, 0.86], "defaultaxesgridalpha", 1, "defaultaxesminorgridcolor", [1, 1, 1], ...
       "defaultaxestitlefontweight", "normal", ...
       "defaultaxescolororder", [0, 114, 178; 213, 94, 0; 0, 158, 115; 204, 121, 167; 230, 159, 0; 86, 180, 233] / 255);
  state = warning ("off", "all");       # gnuplot is discouraged, but needs no display
  folder = cd (here);
  unwind_protect
    for name = names
      start = tic ();
      cells = notebook_cells (fullfile (here, "src", [name{1}, ".md"]));
      cells = notebook_execute (name{1}, cells, fileparts (here));
      text = notebook_json (cells);
      if (numel (text) > 500e3)
        error ("make_notebooks: %s has %d bytes, more than 500 kB", name{1}, numel (text));
      endif
      id = fopen (fullfile (here, [name{1}, ".ipynb"]), "w");
      fputs (id, text);
      fclose (id);
      printf ("%-24s %3d cells %6.0f kB %5.1f s\n", name{1}, numel (cells), numel (text) / 1e3, toc (start));
    endfor
  unwind_protect_cleanup
    cd (folder);
    warning (state);
  end_unwind_protect

endfunction
