% TEXT = study_label (NAME, FORMAT)  an evaluation and its format, short enough for the key of a figure.

function text = study_label (name, format)

  short = struct ('hf32', 'float32 (HF)', 'ggml', 'ggml', 'bf16pos', 'bf16 positions', 'hf16', 'half tables', ...
                  'all16', 'all 16 bits', 'freq32', 'float32 freqs', 'exp64', 'exp-log');
  if isfield (short, name)
    name = short.(name);
  end
  text = sprintf ('%s, %s', name, format);

end
