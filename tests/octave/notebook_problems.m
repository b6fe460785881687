% TEXT = notebook_problems (NAME)  what is wrong with a stored notebook, '' if nothing is.
%
% The notebook is of format 4 for the Octave kernel, its sources and outputs are lists of lines, its cells are those of
% notebooks/src/NAME.md, outputs and figures are stored, and none is an error.  Then its code cells are run, in the folder of
% the notebooks, one after the other: a failed assertion, or an error, is a problem.
function text = notebook_problems (name)

  folder = fullfile (fileparts (fileparts (fileparts (mfilename ("fullpath")))), "notebooks");
  raw = fileread (fullfile (folder, [name, ".ipynb"]));
  nb = jsondecode (raw, "makeValidName", false);
  text = "";
  if (nb.nbformat != 4 || ! strcmp (nb.metadata.kernelspec.name, "octave"))
    text = "not a notebook of format 4 for the Octave kernel";
  elseif (numel (raw) > 500e3)
    text = "larger than 500 kB";
  elseif (! isempty (regexp (raw, '"(source|text)": "', "once")))
    text = "a source or text that is no list of lines";
  elseif (! isequal (words (stored_text (nb.cells)), words (fileread (fullfile (folder, "src", [name, ".md"])))))
    text = "not made from its source: run make notebooks";
  endif
  if (isempty (text))
    text = stored_outputs (nb.cells);
  endif
  if (isempty (text))
    text = run_cells (folder, nb.cells);
  endif

endfunction

function text = stored_text (cells)
  text = "";
  for k = 1:numel (cells)
    text = [text, "\n\n", strjoin(cellstr (cells{k}.source), "")];
  endfor
endfunction

## without the fences of code blocks; an empty line counts, several as one
function w = words (text)
  text = strtrim (regexprep (text, '(^|\n)```(octave|text)?(?=\n|$)', "$1"));
  w = strsplit (regexprep (text, '\n\s*\n', " <empty line> "), {" ", "\n"});
endfunction

function text = stored_outputs (cells)
  text = "";
  printed = 0;
  drawn = 0;
  for k = 1:numel (cells)
    if (! strcmp (cells{k}.cell_type, "code"))
      continue
    endif
    outputs = cells{k}.outputs;
    if (! iscell (outputs))
      outputs = num2cell (outputs);
    endif
    for j = 1:numel (outputs)
      o = outputs{j};
      if (strcmp (o.output_type, "stream"))
        printed = printed + 1;
        if (! isempty (regexp (strjoin (cellstr (o.text), ""), '(^|\n)error: ', "once")))
          text = sprintf ("cell %d has stored an error", k);
        endif
      else
        picture = base64_decode_bytes (o.data.("image/png")(1:32));
        drawn = drawn + 1;
        if (! isequal (picture(2:4), uint8 ("PNG")) || picture(17:20) * [2^24; 2^16; 2^8; 1] < 800)
          text = sprintf ("cell %d has a figure that is no PNG of at least 800 dots", k);
        endif
      endif
    endfor
  endfor
  if (printed < 2 || drawn < 1)
    text = "no outputs are stored";
  endif
endfunction

function bytes = base64_decode_bytes (code)
  letters = ["A":"Z", "a":"z", "0":"9", "+/"];
  [~, v] = ismember (code, letters);
  bits = dec2bin (v - 1, 6)';
  bytes = uint8 (bin2dec (reshape (bits(:), 8, [])')');
  bytes = double (bytes);
endfunction

## In one workspace, as a kernel does.
function text = run_cells (folder, cells)
  text = "";
  old = path ();
  for relative = strsplit (old, pathsep ())
    if (! is_absolute_filename (relative{1}) && ! strcmp (relative{1}, "."))
      absolute = make_absolute_filename (relative{1});
      rmpath (relative{1});
      addpath (absolute);
    endif
  endfor
  here = cd (folder);
  unwind_protect
    text = run_here (cells);
  unwind_protect_cleanup
    cd (here);
    path (old);
    close ("all");
  end_unwind_protect
endfunction

function text__ = run_here (cells__)
  text__ = "";
  for k__ = 1:numel (cells__)
    if (strcmp (cells__{k__}.cell_type, "code"))
      close ("all");
      try
        evalc (strjoin (cellstr (cells__{k__}.source), ""));
      catch err__
        text__ = sprintf ("cell %d: %s", k__, err__.message);
        return
      end_try_catch
    endif
  endfor
endfunction
