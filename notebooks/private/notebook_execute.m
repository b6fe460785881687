% CELLS = notebook_execute (NAME, CELLS, ROOT)  runs the code cells and adds what they print and draw.
function cells = notebook_execute (name, cells, root)

  # the copy that is run asks for figures of 900 dots; the cells as stored do not
  run = cells;
  for k = find (strcmp ({cells.cell_type}, "code"))
    run(k).source = [{"%plot -r 90 -w 900 -h 504"}, cells(k).source];
  endfor
  file = [tempname(), ".ipynb"];
  id = fopen (file, "w");
  fputs (id, notebook_json (run));
  fclose (id);
  unwind_protect
    notebook = jupyter_notebook (file);
    notebook.run_all ();
    done = notebook.notebook.cells;
  unwind_protect_cleanup
    delete (file);
  end_unwind_protect

  for k = find (strcmp ({cells.cell_type}, "code"))
    outputs = done{k}.outputs;
    for j = 1:numel (outputs)
      switch (outputs{j}.output_type)
        case "stream"
          text = strrep (strjoin (cellstr (outputs{j}.text), ""), root, "...");
          if (! isempty (regexp (text, '(^|\n)error: ', "once")) || strcmp (outputs{j}.name, "stderr"))
            error ("make_notebooks: %s, cell %d: %s", name, k, text);
          endif
          outputs{j}.text = regexprep (text, '[ \t]+(?=\n|$)', '');
        case "display_data"
          outputs{j} = outputs{j}.data.("image/png");
      endswitch
    endfor
    cells(k).outputs = outputs;
  endfor

endfunction
