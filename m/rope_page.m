function file = rope_page (file)
%ROPE_PAGE  Write a page to play with RoPE in a browser: one self-contained HTML file.
%
%   Usage: rope_page (file)
%          file = rope_page ()
%
%   The page needs no network and no other file.  Sliders and menus move position, pair, dimension, base and scaling rule; it shows
%   the rotating pairs, the frequency ladder, the row of the table, the score by distance and the error that float32 angles, bf16 tables
%   and bf16 positions make.  Its address takes the same settings, for links from a lecture:
%   rope.html#dim=128&base=10000&rule=yarn&position=40&pair=3 (applied from left to right).
%
%   FILE  name of the file, replaced if it is there; its folder is made if need be.  Default: rope.html in the current folder.
%
%   What the page holds, for dimensions 64 and 128, bases 1e4, 5e5 and 1e6, and the rules none, linear, ntk, yarn, llama3 (factor 8,
%   trained on 8192 tokens):
%     cos, sin   rope_cache in single, at the positions 0 ... 32 and then four odd ones per octave up to 131073
%     w          rope_freqs, in double;  the attention factor likewise
%     score      rope_decay at 300 distances, in double
%     error      largest |table - rope_truth| over the pairs at each position, of rope_evaluations hf32 and bf16pos, and of rope_cache in bf16
%   The page draws these numbers as they are: curves join computed points, and sliders stop at no others.
%
%   Errors: rome:badClass, rome:cannotWrite.
%
%   Example:
%     rope_page (fullfile (tempdir (), 'rope.html'));
%
%   See also: rope_cache, rope_freqs, rope_decay, rope_evaluations, rope_plot_pairs.

  fname = 'rope_page';
  if nargin < 1
    file = 'rope.html';
  end
  rome_need (ischar (file) && size (file, 1) == 1, 'badClass', '%s: FILE must be text, got %s', fname, class (file));
  folder = fileparts (file);
  if ~ isempty (folder) && exist (folder, 'dir') ~= 7
    [~, ~] = mkdir (folder);
  end
  id = fopen (file, 'w');
  rome_need (id >= 0, 'cannotWrite', '%s: cannot write %s', fname, file);
  close_it = onCleanup (@() fclose (id));

  text = fileread (fullfile (fileparts (mfilename ('fullpath')), 'private', 'page.html'));
  text = strrep (text, '@VERSION@', rome_info ().version);
  fprintf (id, '%s', strrep (text, '@DATA@', page_data ()));
  if nargout == 0
    clear file
  end

end

%!demo
%! file = rope_page ([tempname(), '.html']);
%! printf ('%.1f MB in %s: open it in a browser\n', getfield (dir (file), 'bytes') / 1e6, file);
%! delete (file);

%!function b = bytes_of (code)
%!  letters = ['A':'Z', 'a':'z', '0':'9', '+/'];
%!  [~, v] = ismember (code(code ~= '='), letters);
%!  n = floor (numel (v) * 6 / 8);
%!  v = [v - 1, zeros(1, mod (-numel (v), 4))];
%!  v = [64^3, 64^2, 64, 1] * reshape (v, 4, []);
%!  b = [floor(v / 65536); mod(floor (v / 256), 256); mod(v, 256)];
%!  b = uint8 (b(1:n));
%!endfunction

%!test  # numbers in the file are those of the builtins
%! file = rope_page (fullfile (tempname (), 'page.html'));
%! text = fileread (file);
%! delete (file);  rmdir (fileparts (file));
%! assert (numel (text) < 4e6);
%! assert (isempty (regexp (text, '(src|href)\s*=', 'once')));                    # nothing comes from elsewhere
%! d = jsondecode (regexp (text, 'const data = (\{.*?\});\n', 'tokens', 'once'){1}, 'makeValidName', false);
%! p = d.positions;
%! assert (p(1:33), (0:32)');
%! assert (p(end), 131073);
%! s = struct ('rope_type', 'yarn', 'factor', 8, 'original_max_position_embeddings', 8192);
%! [c, sn] = rope_cache (p, 128, 'base', 5e5, 'scaling', s, 'dtype', 'single');
%! single_of = @(name) typecast (bytes_of (d.floats.(['128|500000|yarn|', name])), 'single');
%! assert (reshape (single_of ('cos'), 64, [])', c);
%! assert (reshape (single_of ('sin'), 64, [])', sn);
%! [w, a] = rope_freqs (128, 'base', 5e5, 'scaling', s);
%! assert (typecast (bytes_of (d.floats.('128|500000|yarn|w')), 'double'), w);
%! assert (d.attention.yarn, a, eps);
%! t = rope_truth (p, 64);
%! [h, g] = rope_cache_hf32_ref (p, 64);
%! e = max (max (abs (double (h) - t.cos), abs (double (g) - t.sin)), [], 2);
%! assert (typecast (bytes_of (d.floats.('64|10000|none|hf32')), 'single')', single (e));
%!error <rope_page: FILE must be text, got double> rope_page (3)
%!error <rope_page: cannot write /dev/null/a.html> rope_page ('/dev/null/a.html')
