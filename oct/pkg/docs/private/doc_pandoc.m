% HTML = doc_pandoc (TEXT, FORMAT, EXTENSION, OPTIONS)  the body that pandoc makes of a text.
function html = doc_pandoc (text, format, extension, options = "")
  from = [tempname(), ".", extension];
  fid = fopen (from, "w");
  fwrite (fid, text);
  fclose (fid);
  [status, html] = system (sprintf ("pandoc --from %s --to html5 --mathml --wrap=preserve --no-highlight %s '%s'", format, options, from));
  unlink (from);
  if (status != 0)
    error ("make_docs: pandoc fails:\n%s", html);
  endif
endfunction
