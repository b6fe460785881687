## Golden data made with MPFR (data/golden; tests/golden makes and describes it) against the builtins.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function name = golden_file (name)
%!  name = fullfile (fileparts (which ("run_one")), "..", "..", "data", "golden", name);
%!endfunction

%!function c = read_columns (name, format)
%!  fid = fopen (golden_file (name));
%!  c = textscan (fid, format, "CommentStyle", "#", "MultipleDelimsAsOne", true);
%!  fclose (fid);
%!endfunction

%!function x = words (text)
%!  x = hex2num (char (text));
%!endfunction

## base d i pos cos_hi cos_lo sin_hi sin_lo; pos decimal or a word
%!function t = read_truth (name, pos_format)
%!  c = read_columns (name, ["%f %f %f ", pos_format, " %s %s %s %s"]);
%!  pos = c{4};
%!  if (iscell (pos))  pos = words (pos);  endif
%!  t = struct ("base", c{1}, "d", c{2}, "i", c{3}, "pos", pos, "cos", words (c{5}), "cos_lo", words (c{6}), "sin", words (c{7}), "sin_lo", words (c{8}));
%!endfunction

## calls f (positions, d, base, lines) for every base and d; the 0 at the end keeps one position from being a count
%!function each_group (t, f)
%!  [g, ~, j] = unique ([t.base, t.d], "rows");
%!  for k = 1:rows (g)
%!    lines = find (j == k);
%!    f ([t.pos(lines); 0], g(k,2), g(k,1), lines);
%!  endfor
%!endfunction

## the lines' own pairs out of a positions-by-pairs array
%!function v = of_lines (a, t, lines)
%!  v = a(sub2ind (size (a), (1:numel (lines))', t.i(lines) + 1));
%!endfunction

## hi identical, hi + lo within 2^-98
%!function compare_truth (r, t, lines)
%!  assert (of_lines (r.cos, t, lines), t.cos(lines));
%!  assert (of_lines (r.sin, t, lines), t.sin(lines));
%!  assert (all (abs (of_lines (r.cos_lo, t, lines) - t.cos_lo(lines)) <= 2^-98 * abs (t.cos(lines))));
%!  assert (all (abs (of_lines (r.sin_lo, t, lines) - t.sin_lo(lines)) <= 2^-98 * abs (t.sin(lines))));
%!endfunction

%!function compare_gsl (r, t, lines)
%!  assert (of_lines (r.cos, t, lines), t.cos(lines), -r.bound);
%!  assert (of_lines (r.sin, t, lines), t.sin(lines), -r.bound);
%!endfunction

## nearest single of hi + lo: where hi lies half-way between two singles, lo decides
%!function y = to_single (hi, lo)
%!  y = single (hi);
%!  below = double (y) < hi;
%!  ulp = double (eps (y));
%!  half_way = abs (hi - double (y)) == ulp / 2;
%!  up = half_way & below & lo > 0;
%!  down = half_way & ! below & lo < 0;
%!  y(up) = single (double (y(up)) + ulp(up));
%!  y(down) = single (double (y(down)) - ulp(down));
%!endfunction

%!test  # sets 1, 2, 3, 7 and fractional positions: truth in both tiers, double tables
%! for file = {"01-grid.txt", "02-zeros.txt", "03-hard-f64.txt", "07-random.txt", "09-fractional.txt"}
%!   format = "%f";
%!   if (strncmp (file{1}, "09", 2))  format = "%s";  endif
%!   t = read_truth (file{1}, format);
%!   assert (numel (t.i) >= 800);
%!   each_group (t, @(p, d, b, lines) compare_truth (rope_truth (p, d, "base", b), t, lines));
%!   each_group (t, @(p, d, b, lines) compare_gsl (rope_truth (p, d, "base", b, "tier", "gsl"), t, lines));
%!   each_group (t, @(p, d, b, lines) assert (of_lines (nthargout (1, @rope_cache, p, d, "base", b), t, lines), t.cos(lines)));
%!   each_group (t, @(p, d, b, lines) assert (of_lines (nthargout (2, @rope_cache, p, d, "base", b), t, lines), t.sin(lines)));
%! endfor

%!test  # sets 4 and 7: single tables never round twice
%! for file = {"04-hard-f32.txt", "07-random.txt"}
%!   t = read_truth (file{1}, "%f");
%!   each_group (t, @(p, d, b, lines) assert (double (of_lines (nthargout (1, @rope_cache, p, d, "base", b, "dtype", "single"), t, lines)), double (to_single (t.cos(lines), t.cos_lo(lines)))));
%!   each_group (t, @(p, d, b, lines) assert (double (of_lines (nthargout (2, @rope_cache, p, d, "base", b, "dtype", "single"), t, lines)), double (to_single (t.sin(lines), t.sin_lo(lines)))));
%! endfor

%!function table_group (c, k, dtype, column, digits)
%!  t = struct ("base", c{1}, "d", c{2}, "i", c{3}, "pos", c{4});
%!  each_group (t, @(p, d, b, lines) check_bits (p, d, b, lines, t, dtype, c{column}, c{column+1}, digits));
%!endfunction
%!function check_bits (p, d, b, lines, t, dtype, cos_bits, sin_bits, digits)
%!  [c, s] = rope_cache (p, d, "base", b, "dtype", dtype);
%!  class_of_bits = sprintf ("uint%d", 4 * digits);
%!  assert (typecast (of_lines (c, t, lines), class_of_bits), cast (hex2dec (cos_bits(lines)), class_of_bits));
%!  assert (typecast (of_lines (s, t, lines), class_of_bits), cast (hex2dec (sin_bits(lines)), class_of_bits));
%!endfunction

%!test  # set 11: tables in f32, f16 and bf16, as a list and as a range
%! c = read_columns ("11-tables.txt", "%f %f %f %f %s %s %s %s %s %s");
%! assert (numel (c{1}), 6144);
%! table_group (c, 0, "single", 5, 8);
%! table_group (c, 0, "f16", 7, 4);
%! table_group (c, 0, "bf16", 9, 4);

## bits of the 16-bit format nearest to hi + lo, by comparing distances with its neighbours exactly (one position at a time)
%!function b = to_half (hi, lo, dtype)
%!  if (strcmp (dtype, "bf16"))
%!    digits = 8;  least = -126;
%!  else
%!    digits = 11;  least = -14;
%!  endif
%!  [~, e] = log2 (abs (hi));
%!  unit = 2 .^ (max (e - 1, least) - digits + 1);
%!  n = floor (hi ./ unit);
%!  rest = (hi - n .* unit) ./ unit - 0.5;      # exact
%!  up = rest > 0 | (rest == 0 & lo > 0) | (rest == 0 & lo == 0 & mod (n, 2) == 1);
%!  b = (n + up) .* unit;
%!endfunction
%!function check_half (p, d, b, lines, t, dtype)
%!  [c, s] = rope_cache (p, d, "base", b, "dtype", dtype);
%!  assert (half_value (of_lines (c, t, lines), dtype), to_half (t.cos(lines), t.cos_lo(lines), dtype));
%!  assert (half_value (of_lines (s, t, lines), dtype), to_half (t.sin(lines), t.sin_lo(lines), dtype));
%!endfunction
%!function x = half_value (u, dtype)
%!  u = double (u);
%!  sign = 1 - 2 * (u >= 32768);
%!  u = mod (u, 32768);
%!  if (strcmp (dtype, "bf16"))
%!    x = sign .* double (typecast (uint32 (u * 65536), "single"));
%!  else
%!    e = floor (u / 1024);  m = mod (u, 1024);
%!    x = sign .* ifelse_ (e == 0, m * 2^-24, (1024 + m) .* 2 .^ (e - 25));
%!  endif
%!endfunction
%!function y = ifelse_ (mask, a, b)
%!  y = b;  y(mask) = a(mask);
%!endfunction

%!test  # sets 5, 6 and 1: 16-bit tables never round twice, next to midpoints too
%! for file = {"05-hard-f16.txt", "01-grid.txt"}
%!   t = read_truth (file{1}, "%f");
%!   each_group (t, @(p, d, b, lines) check_half (p, d, b, lines, t, "f16"));
%! endfor
%! for file = {"06-hard-bf16.txt", "01-grid.txt"}
%!   t = read_truth (file{1}, "%f");
%!   each_group (t, @(p, d, b, lines) check_half (p, d, b, lines, t, "bf16"));
%! endfor

## value of a key: 16 hex digits are a word, anything shorter a decimal; a list has commas
%!function v = key_value (text)
%!  v = cellfun (@one_value, strsplit (text, ","));
%!endfunction
%!function v = one_value (text)
%!  if (numel (text) == 16)  v = hex2num (text);  else  v = str2double (text);  endif
%!endfunction

%!function [options, a, dim, name, g] = read_case (line)
%!  parts = strsplit (strtrim (line), " ");
%!  scaling = struct ();  options = struct ();
%!  for k = 2:numel (parts)
%!    at = find (parts{k} == "=", 1);
%!    key = parts{k}(1:at-1);  text = parts{k}(at+1:end);
%!    switch (key)
%!      case "name"  name = text;
%!      case "rope_type"  scaling.rope_type = text;
%!      case "dim"  dim = key_value (text);
%!      case {"base", "seq_len"}  options.(key) = key_value (text);
%!      case "a_hi"  a = key_value (text);
%!      case "a_lo"
%!      case "g"  g = key_value (text);
%!      otherwise  scaling.(key) = key_value (text);
%!    endswitch
%!  endfor
%!  options.scaling = scaling;
%!endfunction

%!test  # set 8: every scaling rule's frequencies, attention factor and softmax factor, correctly rounded
%! text = strsplit (fileread (golden_file ("08-frequencies.txt")), "\n");
%! cases = find (strncmp (text, "case", 4));
%! assert (numel (cases) >= 108);
%! for k = cases
%!   [options, a, dim, name, g] = read_case (text{k});
%!   lines = regexp (text(k+1:k+dim/2), '^w (\d+) (\S+)', "tokens", "once");
%!   w = cellfun (@(x) one_value (x{2}), lines);
%!   [v, b, f] = rope_freqs (dim, options);
%!   assert (v, w, 0);
%!   assert (b, a, 0);
%!   assert (f, g, 0);
%! endfor

%!test  # set 13: xPos, truth in both tiers, tables in double and single, rows that run on and single rows
%! c = read_columns ("13-xpos.txt", "%f %f %f %f %f %f %s %s %s %s");
%! assert (numel (c{1}), 297);
%! [sets, ~, j] = unique ([c{1:4}], "rows");
%! for k = 1:rows (sets)
%!   lines = find (j == k);
%!   t = struct ("i", c{5}, "cos", words (c{7}), "cos_lo", words (c{8}), "sin", words (c{9}), "sin_lo", words (c{10}));
%!   o = {sets(k,4), "xpos", struct("role", "qk"(sets(k,3)+1), "scale_base", sets(k,1), "centre", sets(k,2))};
%!   p = [c{6}(lines); 0];
%!   compare_truth (rope_truth (p, o{:}), t, lines);
%!   compare_gsl (rope_truth (p, o{:}, "tier", "gsl"), t, lines);
%!   for offset = [0, -2]   # the second table comes to the position by steps
%!     q = p + offset + (0:-offset);
%!     [C, S] = rope_cache (q'(:), o{:});
%!     n = columns (q);
%!     assert (of_lines (C(n:n:end,:), t, lines), t.cos(lines));
%!     assert (of_lines (S(n:n:end,:), t, lines), t.sin(lines));
%!   endfor
%!   near = abs (p(1:end-1) - sets(k,2)) < 20000;   # in the range of single
%!   if (any (near))
%!     [C, S] = rope_cache ([p(near); 0], o{:}, "dtype", "single");
%!     assert (double (of_lines (C, t, lines(near))), double (to_single (t.cos(lines(near)), t.cos_lo(lines(near)))));
%!     assert (double (of_lines (S, t, lines(near))), double (to_single (t.sin(lines(near)), t.sin_lo(lines(near)))));
%!   endif
%! endfor

%!test  # set 9: levels of truth by explicit frequencies and angles
%! c = read_columns ("09-levels.txt", "%s %s %f %s %s %s %s");
%! x = words (c{2});  level = c{1};
%! t = struct ("cos", words (c{4}), "cos_lo", words (c{5}), "sin", words (c{6}), "sin_lo", words (c{7}));
%! small = abs (x) < 2^60;
%! assert (sum (small) > 2000);
%! for k = find (small)'
%!   r = rope_truth (1, 2, "freqs", x(k), "offset", c{3}(k), "level", "freq64");
%!   assert ([r.cos, r.sin], [t.cos(k), t.sin(k)], 0);
%!   assert (abs (r.cos_lo - t.cos_lo(k)) <= 2^-98 * abs (t.cos(k)));
%!   assert (abs (r.sin_lo - t.sin_lo(k)) <= max (2^-98 * abs (t.sin(k)), realmin));
%! endfor

%!function parts = fields_of (line)
%!  parts = struct ();
%!  for field = strsplit (strtrim (line), " ")(2:end)
%!    at = find (field{1} == "=", 1);
%!    parts.(field{1}(1:at-1)) = field{1}(at+1:end);
%!  endfor
%!endfunction

## largest error of y over the norm of its pair, in units of roundoff u
%!function e = pair_error (y, hi, lo, pairing, axes, u)
%!  d = (double (y) - hi) - lo;
%!  e = 0;  at = 0;
%!  for n = axes
%!    if (strcmp (pairing, "half"))  a = at + (1:n/2);  b = a + n/2;  else  a = at + (1:2:n);  b = a + 1;  endif
%!    e = max ([e, hypot(d(a), d(b)) ./ hypot(hi(a), hi(b)) / u]);
%!    at += n;
%!  endfor
%!endfunction

%!test  # set 10: rotations end to end in 1-D, 2-D and 3-D, within the bounds 2.943 u and, rounded to 16 bits at the end, 1.71 u
%! text = strsplit (fileread (golden_file ("10-rotations.txt")), "\n");
%! cases = find (strncmp (text, "case", 4));
%! assert (numel (cases), 60);
%! worst = zeros (1, 4);
%! for k = cases
%!   f = fields_of (text{k});
%!   dim = str2double (f.dim);
%!   axes = key_value (strrep (f.axes, "/", ","));  positions = key_value (strrep (f.positions, "/", ","));
%!   v = words (regexp (strjoin (text(k+1:k+dim), " "), '[0-9a-f]{16}', "match")');
%!   v = reshape (v, 3, dim)';
%!   x = v(:,1)';  hi = v(:,2)';  lo = v(:,3)';
%!   o = {"base", key_value(f.base), "axes", axes, "offset", positions};
%!   p = zeros (1, numel (axes));
%!   if (numel (axes) == 1)  p = 1;  endif
%!   r = {"pairing", f.pairing, "axes", axes};
%!   [c, s] = rope_cache (p, dim, o{:});
%!   worst(1) = max (worst(1), pair_error (rope_apply (x, c, s, r{:}), hi, lo, f.pairing, axes, 2^-53));
%!   if (all (double (single (x)) == x))
%!     [c, s] = rope_cache (p, dim, o{:}, "dtype", "single");
%!     worst(2) = max (worst(2), pair_error (rope_apply (single (x), c, s, r{:}), hi, lo, f.pairing, axes, 2^-24));
%!   endif
%!   if (! strcmp (f.x_format, "any") && isempty (strfind (f.x_format, "f16")) && ! all (double (rope_round (x, "bf16")) == x))  continue;  endif
%!   for t = {"bf16", "f16"; 2^-8, 2^-11; 3, 4}
%!     if (any (rope_round (x, t{1}) != x))  continue;  endif
%!     [c, s] = rope_cache (p, dim, o{:}, "dtype", t{1});
%!     y = rope_unpack (rope_apply (rope_pack (x, t{1}), c, s, r{:}, "dtype", t{1}), t{1});
%!     worst(t{3}) = max (worst(t{3}), pair_error (y, hi, lo, f.pairing, axes, t{2}));
%!   endfor
%! endfor
%! assert (worst(1:2) > 0.5 & worst(1:2) < sqrt (5) + sqrt (1/2));
%! assert (worst(3:4) > 0.5 & worst(3:4) < 1.7072 * 1.01);

%!test  # set 12: mean score by lag from rotated sequences
%! text = strsplit (fileread (golden_file ("12-lag.txt")), "\n");
%! q = cell2mat (cellfun (@(l) sscanf (l(2:end), "%f")', text(strncmp (text, "q ", 2))', "uniformoutput", false));
%! k = cell2mat (cellfun (@(l) sscanf (l(2:end), "%f")', text(strncmp (text, "k ", 2))', "uniformoutput", false));
%! a = regexp (text(strncmp (text, "A ", 2)), '^A (\d+) (\S+) (\S+)', "tokens", "once");
%! [c, s] = rope_cache (256, 64);
%! [qr, kr] = rope_apply (q(:,2:end) / 1024, k(:,2:end) / 1024, c, s);
%! scores = qr * kr';
%! for n = 1:numel (a)
%!   t = str2double (a{n}{1});
%!   assert (mean (diag (scores, -t)), hex2num (a{n}{2}), 1e-12);
%! endfor
%! assert (numel (a), 256);
