% CELLS = notebook_cells (FILE)  the cells of a source: a struct array with cell_type ('markdown' or 'code') and source (lines).
function cells = notebook_cells (file)

  lines = strsplit (fileread (file), "\n", "CollapseDelimiters", false);
  cells = struct ("cell_type", {}, "source", {}, "outputs", {});
  type = "markdown";
  source = {};
  for k = 1:numel (lines)
    switch (lines{k})
      case "```octave"
        cells = add_cell (cells, type, source);
        type = "code";
        source = {};
      case "```"
        if (strcmp (type, "code"))
          cells = add_cell (cells, type, source);
          type = "markdown";
          source = {};
        else
          source{end+1} = lines{k};
        endif
      otherwise
        if (strncmp (lines{k}, "## ", 3) && strcmp (type, "markdown"))   # a section, a cell
          cells = add_cell (cells, type, source);
          source = {};
        endif
        source{end+1} = lines{k};
    endswitch
  endfor
  cells = add_cell (cells, type, source);

endfunction

## without empty lines at the ends; a cell of none is no cell
function cells = add_cell (cells, type, source)
  full = find (! cellfun (@(l) isempty (strtrim (l)), source));
  if (! isempty (full))
    cells(end+1) = struct ("cell_type", type, "source", {source(full(1):full(end))}, "outputs", {{}});
  endif
endfunction
