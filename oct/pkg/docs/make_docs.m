% make_docs (OUTPUT)  writes the HTML manual into the folder OUTPUT.
%
% Pages: index.html (start and functions by theme), one page per public function (its help and what its demos draw and print),
% tutorial.html (tutorial.md, every block of which is run), frameworks.html (the table of README), numerics.html and the
% notebooks.  Nothing on the pages comes from a network.  Needs the builtins and models on the path, and pandoc for the
% chapters.  An error in a demo or in the tutorial is an error here.
%
% SPDX-License-Identifier: GPL-3.0-or-later
function make_docs (output)

  root = fileparts (fileparts (fileparts (fileparts (mfilename ("fullpath")))));
  output = make_absolute_filename (output);
  site = struct ("root", root, "output", output, "version", rome_info ().version);
  site.themes = doc_index (fullfile (root, "oct", "pkg", "INDEX"));
  site.names = [site.themes.functions];
  notebooks = dir (fullfile (root, "notebooks", "*.ipynb"));
  site.notebooks = cellfun (@(n) n(1:end-6), sort ({notebooks.name}), "UniformOutput", false);
  [~, ~] = mkdir (fullfile (output, "figures"));
  copyfile (fullfile (fileparts (mfilename ("fullpath")), "style.css"), output);
  copyfile (fullfile (root, "notebooks", "figures", "*"), fullfile (output, "figures"));
  set (0, "defaultfigurevisible", "off");

  # gnuplot's drawing is discouraged, but needs no display
  state = warning ("off", "all");
  unwind_protect
    site.sentences = containers.Map ();
    for name = site.names
      [body, sentence] = doc_function (site, name{1});
      site.sentences(name{1}) = sentence;
      doc_page (site, [name{1}, ".html"], name{1}, body);
    endfor
    doc_page (site, "tutorial.html", "Tutorial", doc_markdown (site, doc_tutorial (site)));
    doc_page (site, "frameworks.html", "From your framework to ours", doc_markdown (site, readme_section (site, "From your framework to ours")));
    doc_page (site, "numerics.html", "Numerics", doc_markdown (site, fileread (fullfile (root, "notebooks", "numerics.md"))));
    for name = site.notebooks
      doc_page (site, [name{1}, ".html"], strrep (name{1}, "_", " "), doc_notebook (site, name{1}));
    endfor
    doc_page (site, "news.html", "News", ["<pre class=\"news\">", doc_escape(fileread (fullfile (root, "oct", "pkg", "NEWS"))), "</pre>"]);
    doc_page (site, "index.html", "RoME for GNU Octave", doc_start (site));
  unwind_protect_cleanup
    warning (state);
  end_unwind_protect

endfunction

## A section of README with its heading, up to the next one of its level.
function text = readme_section (site, heading)
  readme = ["\n", fileread(fullfile (site.root, "README.md")), "\n## "];
  text = regexp (readme, ["\n## ", heading, "\n.*?(?=\n## )"], "match", "once");
  if (isempty (text))
    error ("make_docs: README has no section '%s'", heading);
  endif
  text = regexprep (text, '^\n## ', "# ");
endfunction
