% THEMES = doc_index (FILE)  the categories of INDEX: struct array with title and functions (cell row).
function themes = doc_index (file)
  lines = strsplit (fileread (file), "\n");
  themes = struct ("title", {}, "functions", {});
  for k = 2:numel (lines)
    if (isempty (strtrim (lines{k})))
      continue
    elseif (lines{k}(1) == " ")
      themes(end).functions = [themes(end).functions, strsplit(strtrim (lines{k}))];
    else
      themes(end+1) = struct ("title", lines{k}, "functions", {{}});
    endif
  endfor
endfunction
