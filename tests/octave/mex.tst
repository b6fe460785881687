## mex.tst - the MEX file against the oct-file: the same bits and the same errors for every builtin, class and way of calling.
##
## SPDX-License-Identifier: GPL-3.0-or-later

## rome_mex alone on the path: beside it lie files with the names of the builtins.
%!function folder = mex_alone ()
%!  builds = strsplit (path (), pathsep ());
%!  made = builds(cellfun (@(f) exist (fullfile (f, "rome.oct"), "file") > 0, builds));
%!  folder = tempname ();
%!  if (! isempty (made) && exist (fullfile (made{1}, "mex", "rome_mex.mex"), "file"))
%!    mkdir (folder);
%!    copyfile (fullfile (made{1}, "mex", "rome_mex.mex"), folder);
%!    addpath (folder);
%!  endif
%!endfunction

%!shared folder, calls
%! folder = mex_alone ();
%! calls = {};

## Octave's own renders the help of the builtin each time, 0.1 s.
%!function print_usage (name)
%!  error ("Octave:invalid-fun-call", "Invalid call to %s", name);
%!endfunction

## What a call gives: results, or identifier and first line of the error.
%!function r = outcome (f, n, args)
%!  r = cell (1, n);
%!  try
%!    [r{:}] = f (args{:});
%!  catch err
%!    text = err.message;
%!    if (strcmp (err.identifier, "Octave:invalid-fun-call"))
%!      text = regexp (text, '^Invalid call to \w+', "match", "once");   # usage follows where help is compiled in
%!    endif
%!    r = {err.identifier, text};
%!  end_try_catch
%!endfunction

%!function same = same_bits (a, b)
%!  same = strcmp (class (a), class (b)) && isequal (size (a), size (b));
%!  if (! same)
%!    return
%!  elseif (iscell (a))
%!    same = all (cellfun (@same_bits, a(:), b(:)));
%!  elseif (isstruct (a))
%!    same = isequal (fieldnames (a), fieldnames (b)) && same_bits (struct2cell (a), struct2cell (b));
%!  elseif (isfloat (a))
%!    same = isequal (typecast (a(:), "uint32"), typecast (b(:), "uint32"));
%!  else
%!    same = isequal (a, b);
%!  endif
%!endfunction

## Names the calls whose outcomes differ; counts those that gave results.
%!function [wrong, good] = differing (name, n, list)
%!  wrong = {};
%!  good = 0;
%!  for k = 1:numel (list)
%!    a = outcome (str2func (name), n, list{k});
%!    b = outcome (@(varargin) rome_mex (name, varargin{:}), n, list{k});
%!    good += ! ischar (a{1}) || numel (a) != 2;
%!    if (! same_bits (a, b))
%!      wrong{end+1} = sprintf ("%s, call %d: %s / %s", name, k, disp (a), disp (b));
%!    endif
%!  endfor
%!endfunction

## A value of every class and oddity.
%!function list = wild ()
%!  list = {[], zeros(0, 4), 3, -1, 2.5, NaN, Inf, 1:6, single(3), single([0.3, -7]), uint16(9), int8([1, 2]), uint8(200), ...
%!          int32(-5), int64(7), uint64(18446744073709551615), true, [true, false], "x", "", ['ab'; 'cd'], {1}, {}, struct(), ...
%!          struct("base", 5), struct("a", {1, 2}), @sin, 1i, single(2i), complex(1, 0), sparse([1, 0, 2]), sparse(true), ...
%!          rand(3, 4, 2), rand(4), eye(4), -0};
%!endfunction

## The call itself, then with every argument in turn replaced by every wild value.
%!function list = variations (args)
%!  list = {args};
%!  for k = 1:numel (args)
%!    for w = wild ()
%!      other = args;
%!      other(k) = w;
%!      list{end+1} = other;
%!    endfor
%!  endfor
%!endfunction

## Valid calls of each builtin, several classes and options each.
%!function list = valid (name)
%!  rand ("twister", 9);
%!  M = full (sparse ([1 2 3 4 5 6 7 8], [2 1 4 3 6 5 8 7], [1 -1 1 -1 1 -1 1 -1]));
%!  t = rand (5, 4);  u = rand (5, 4);  x = rand (2, 5, 3, 8) - 0.5;  bits = uint16 (32768 * rand (2, 5, 3, 8));
%!  k = rand (2, 5, 1, 8) - 0.5;
%!  options = {{}, {"pairing", "half"}, {"inverse", true}, {"offset", [0 1], "pairing", "quarter"}, {"threads", 2}, {"format", "bshd"}};
%!  list = {};
%!  switch (name)
%!    case "rope_cache"
%!      list = {{6, 8}, {[0 -3 2.5 1e9], 8, "base", 5e5}, {uint8([1 2]), 8}, {single([1 7]), 8, "dtype", "single"}, {5, 8, "dtype", "bf16"}, ...
%!              {5, 8, "dtype", "f16", "width", "full"}, {rand(3, 2), 8, "axes", [4 4], "width", "full", "pairing", "half"}, ...
%!              {4, 8, struct("offset", 3)}, {4, 8, "scaling", struct("rope_type", "yarn", "factor", 4, "original_max_position_embeddings", 512)}};
%!    case "rope_truth"
%!      list = {{3, 8}, {[1e15 7], 4, "tier", "gsl"}, {2, 6, "level", "freq32", "base", 1e6}};
%!    case "rope_freqs"
%!      list = {{8}, {12, "axes", [8 4]}, {8, "scaling", struct("rope_type", "linear", "factor", 4)}, {int32(10), "base", single(500)}};
%!    case "rope_apply"
%!      for o = options
%!        list(end+(1:5)) = {[{x, [t; t], [u; u]}, o{1}], [{single(x), t, u}, o{1}], [{x, single(t), single(u)}, o{1}], ...
%!                           [{bits, t, u, "dtype", "bf16"}, o{1}], [{bits, t, u, "dtype", "f16"}, o{1}]};
%!      endfor
%!      list{end+1} = {x, k, t, u};
%!    case "rome_apply"
%!      for o = {{}, {"inverse", true}, {"engine", "fused"}, {"engine", "gemm"}, {"positions", [4 3 2 1 0]}}
%!        list(end+(1:4)) = {[{x, M, t, u}, o{1}], [{single(x), M, t, u}, o{1}], [{bits, M, t, u, "dtype", "bf16"}, o{1}], ...
%!                           [{x, single(M), kron(t, [1 1]), kron(u, [1 1])}, o{1}]};
%!      endfor
%!      list{end+1} = {x, rand(8), kron(t, [1 1]), kron(u, [1 1])};
%!      list{end+1} = {single(x), rand(8), kron(t, [1 1]), kron(u, [1 1])};
%!    case {"rope_pack", "rope_round"}
%!      list = {{x, "bf16"}, {single(x), "f16"}, {[NaN, -Inf, -0, 1e-45, 7e4], "f16"}};
%!    case "rope_lagscore"
%!      list = {{x, x}, {single(x), single(x), "route", "modulate", "lags", "both"}, {rope_pack(x, "bf16"), rope_pack(x, "bf16"), "dtype", "bf16", "max_lag", 2, "pairing", "half"}, ...
%!              {rand(6, 8), rand(6, 8), "grid", [2 3], "axes", [4 4], "normalize", "sum"}};
%!    case "rope_unpack"
%!      list = {{bits, "bf16"}, {bits, "f16"}};
%!  endswitch
%!endfunction

%!testif ; exist ("rome_mex") == 3
%! list = autoload ();
%! names = {list(! cellfun (@isempty, regexp ({list.file}, '\<rome\.oct$'))).function};
%! assert (numel (names) >= 9);
%! wrong = {};
%! results = total = 0;
%! for name = names(! ismember (names, {"rome_info", "rome_memory", "rome_probe"}))
%!   cases = valid (name{1});
%!   for k = 1:numel (cases)
%!     list = variations (cases{k});
%!     n = 1 + any (strcmp (name{1}, {"rope_cache", "rope_freqs"}));
%!     [bad, good] = differing (name{1}, n, list);
%!     assert (good > 0, "%s, case %d gives no result", name{1}, k);
%!     wrong = [wrong, bad];
%!     results += good;
%!     total += numel (list);
%!   endfor
%!   # wrong numbers of arguments: few, for each renders the usage
%!   wrong = [wrong, differing(name{1}, 1, {{}, {1}, {"x"}}), differing(name{1}, 7, {{1, 2, 3}})];
%! endfor
%! assert (strjoin (wrong, "\n"), "");
%! assert (results > 300 && total - results > 2000);

%!testif ; exist ("rome_mex") == 3  # both outputs, and the state of one file
%! [q, k] = rome_mex ("rope_apply", rand (4, 8), rand (4, 2, 8), rand (4), rand (4));
%! assert (size (k), [4, 2, 8]);
%! assert (outcome (@rome_mex, 1, {"rome_memory"}){1}, "rome:notSupported");   # MATLAB owns the memory
%! assert (rome_mex ("rome_probe", 3, 4), 0);
%! assert (size (rome_mex ("rome_probe", "copy", 1000, "rounds", 4)), [1, 4]);
%! rome_mex ("rome_threads", 3);
%! assert (rome_mex ("rome_info").threads, 3);
%! a = rome_info ();  b = rome_mex ("rome_info");
%! assert (fieldnames (a), fieldnames (b));
%! assert (b.host, ["GNU Octave " version()]);
%! assert (b.self_check, "passed");
%! assert (b.self_check_residual, a.self_check_residual);

%!testif ; exist ("rome_mex") == 3
%! assert (outcome (@rome_mex, 1, {}), {"rome:badCall", "rome_mex: the first argument must be the name of a builtin, got none"});
%! assert (outcome (@rome_mex, 1, {"sin", 1}){2}, "rome_mex: the first argument must be the name of a builtin, got sin");

%!test  # clean up
%! if (exist (folder, "dir"))
%!   rmpath (folder);
%!   confirm_recursive_rmdir (false, "local");
%!   rmdir (folder, "s");
%! endif
