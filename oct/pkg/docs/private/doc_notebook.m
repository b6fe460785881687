% HTML = doc_notebook (SITE, NAME)  a notebook with its stored outputs.
function html = doc_notebook (site, name)
  text = fileread (fullfile (site.root, "notebooks", [name, ".ipynb"]));
  here = cd (site.output);
  unwind_protect
    html = doc_pandoc (text, "ipynb", "ipynb", sprintf ("--extract-media=figures/%s", name));
  unwind_protect_cleanup
    cd (here);
  end_unwind_protect
  html = doc_chapter_links (site, html);
endfunction
