% TEXT = notebook_json (CELLS)  a notebook of format 4.4 for the Octave kernel, indented by 1.
%
% Outputs are structs (streams) or text (base64 of a PNG).
function text = notebook_json (cells)

  all = cell (1, numel (cells));
  for k = 1:numel (cells)
    if (strcmp (cells(k).cell_type, "markdown"))
      all{k} = sprintf ("  {\n   \"cell_type\": \"markdown\",\n   \"metadata\": {},\n   \"source\": %s\n  }", list (cells(k).source, "   "));
    else
      outputs = cellfun (@output, cells(k).outputs, "UniformOutput", false);
      count = "null";
      if (! isempty (outputs))
        count = sprintf ("%d", sum (strcmp ({cells(1:k).cell_type}, "code")));
        outputs = {["[\n", strjoin(outputs, ",\n"), "\n   ]"]};
      else
        outputs = {"[]"};
      endif
      all{k} = sprintf ("  {\n   \"cell_type\": \"code\",\n   \"execution_count\": %s,\n   \"metadata\": {},\n   \"outputs\": %s,\n   \"source\": %s\n  }", ...
                        count, outputs{1}, list (cells(k).source, "   "));
    endif
  endfor
  metadata = ["{\n", ...
    "  \"kernelspec\": {\n   \"display_name\": \"Octave\",\n   \"language\": \"octave\",\n   \"name\": \"octave\"\n  },\n", ...
    "  \"language_info\": {\n   \"file_extension\": \".m\",\n   \"mimetype\": \"text/x-octave\",\n   \"name\": \"octave\"\n  }\n }"];
  text = sprintf ("{\n \"cells\": [\n%s\n ],\n \"metadata\": %s,\n \"nbformat\": 4,\n \"nbformat_minor\": 4\n}\n", strjoin (all, ",\n"), metadata);

endfunction

function text = output (o)
  if (ischar (o))
    text = sprintf (["    {\n     \"data\": {\n      \"image/png\": \"%s\",\n      \"text/plain\": [\n       \"<figure>\"\n      ]\n     },\n", ...
                     "     \"metadata\": {\n      \"image/png\": {\n       \"height\": 504,\n       \"width\": 900\n      }\n     },\n", ...
                     "     \"output_type\": \"display_data\"\n    }"], strtrim (o));
  else
    text = sprintf ("    {\n     \"name\": \"stdout\",\n     \"output_type\": \"stream\",\n     \"text\": %s\n    }", list (strsplit (o.text, "\n", "CollapseDelimiters", false), "     "));
  endif
endfunction

## Lines as a list of JSON strings, each but the last with its newline.
function text = list (lines, indent)
  items = cell (1, numel (lines));
  for k = 1:numel (lines)
    line = lines{k};
    if (k < numel (lines))
      line = [line, "\n"];
    endif
    items{k} = [indent, " ", jsonencode(line)];
  endfor
  text = sprintf ("[\n%s\n%s]", strjoin (items, ",\n"), indent);
endfunction
