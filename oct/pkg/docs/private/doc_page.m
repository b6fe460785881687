% doc_page (SITE, FILE, TITLE, BODY)  one page of the manual, with the list of all others beside it.
function doc_page (site, file, title, body)
  html = ["<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n", ...
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n", ...
          sprintf("<title>%s - RoME %s</title>\n", doc_escape (title), site.version), ...
          "<link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n<nav>\n", navigation(site, file), "</nav>\n<main>\n", ...
          body, "\n</main>\n</body>\n</html>\n"];
  fid = fopen (fullfile (site.output, file), "w");
  if (fid < 0)
    error ("make_docs: cannot write %s", fullfile (site.output, file));
  endif
  fwrite (fid, html);
  fclose (fid);
endfunction

function html = navigation (site, file)
  html = sprintf ("<p class=\"brand\"><a href=\"index.html\">RoME <small>%s</small></a></p>\n<ul>\n", site.version);
  chapters = {"tutorial.html", "Tutorial"; "frameworks.html", "From your framework"; "numerics.html", "Numerics"; "news.html", "News"};
  for k = 1:rows (chapters)
    html = [html, entry(file, chapters{k,1}, chapters{k,2})];
  endfor
  html = [html, "</ul>\n", section(file, "Notebooks", site.notebooks, @(n) strrep (n, "_", " "))];
  for theme = site.themes
    html = [html, section(file, theme.title, theme.functions, @(n) ["<code>", n, "</code>"])];
  endfor
endfunction

function html = section (file, title, names, text)
  html = "";
  if (isempty (names))
    return
  endif
  for name = names
    html = [html, entry(file, [name{1}, ".html"], text (name{1}))];
  endfor
  html = ["<h2>", doc_escape(title), "</h2>\n<ul>\n", html, "</ul>\n"];
endfunction

function html = entry (file, target, text)
  here = "";
  if (strcmp (file, target))
    here = " class=\"here\"";
  endif
  html = sprintf ("<li%s><a href=\"%s\">%s</a></li>\n", here, target, text);
endfunction
