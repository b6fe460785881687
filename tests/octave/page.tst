## page.tst - the page of rope_page in headless Chromium: it loads, reacts to its controls, logs no error, and shows the
## builtins' numbers.  Skipped where there is no Chromium.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function command = browser ()
%!  command = "";
%!  for name = {"chromium", "chromium-browser", "google-chrome"}
%!    [status, where] = system (["command -v ", name{1}]);
%!    if (status == 0)
%!      command = strtrim (where);
%!      return
%!    endif
%!  endfor
%!  puts ("# page.tst: no Chromium (in Debian: chromium), the page is not looked at\n");
%!endfunction

## The document as it stands after its script has run, and what the browser logged.
%!function [dom, log] = shown (file, address)
%!  profile = tempname ();
%!  command = sprintf (["timeout 120 '%s' --headless --no-sandbox --disable-gpu --no-first-run --user-data-dir='%s' --enable-logging=stderr ", ...
%!                      "--virtual-time-budget=5000 --dump-dom 'file://%s#%s' 2>'%s.log'"], browser (), profile, file, address, profile);
%!  [status, dom] = system (command);
%!  log = fileread ([profile, ".log"]);
%!  confirm_recursive_rmdir (false, "local");
%!  [~, ~] = rmdir (profile, "s");
%!  delete ([profile, ".log"]);
%!  assert (status, 0);
%!endfunction

%!function v = value (dom, id)
%!  v = str2double (regexp (dom, ['id="r-', id, '" data-value="([^"]*)"'], "tokens", "once"){1});
%!endfunction

## Everything that the page shows for these settings, from the builtins.
%!function check (dom, position, pair, dim, options)
%!  [w, a] = rope_freqs (dim, options);
%!  [c, s] = rope_cache (position, dim, options, "dtype", "single");
%!  assert (value (dom, "w"), w(pair + 1), 0);
%!  assert (value (dom, "a"), a, 0);
%!  assert (value (dom, "turn"), 2 * pi / w(pair + 1), -eps);
%!  assert (value (dom, "cos"), double (c(1, pair + 1)), 0);
%!  assert (value (dom, "sin"), double (s(1, pair + 1)), 0);
%!  t = rope_truth (position, dim, options);
%!  error_of = @(c, s) max (max (abs (double (c) - t.cos), abs (double (s) - t.sin))(:));
%!  ways = rope_evaluations ({"hf32", "bf16pos"});
%!  [c, s] = ways(1).tables (position, dim, "single", options);
%!  assert (value (dom, "e0"), double (single (error_of (c, s))), 0);
%!  [c, s] = rope_cache (position, dim, options, "dtype", "bf16");
%!  assert (value (dom, "e1"), double (single (error_of (rope_unpack (c, "bf16"), rope_unpack (s, "bf16")))), 0);
%!  [c, s] = ways(2).tables (position, dim, "single", options);
%!  assert (value (dom, "e2"), double (single (error_of (c, s))), 0);
%!endfunction

%!testif ; ! isempty (browser ())
%! file = rope_page ([tempname(), ".html"]);
%! unwind_protect
%!   ## as it opens
%!   [dom, log] = shown (file, "");
%!   assert (any (strfind (dom, 'data-ready="true"')), true);
%!   assert (isempty (strfind (dom, "data-errors")), true);
%!   assert (isempty (strfind (log, "CONSOLE")), true);
%!   check (dom, [20; 20], 9, 64, struct ("base", 1e4));
%!   for picture = {"pairs", "ladder", "row", "score", "error"}
%!     assert (numel (regexp (dom, ['<svg id="', picture{1}, '".*?</svg>'], "match", "once")) > 1000);
%!   endfor
%!   assert (numel (regexp (dom, '<g class="clock" data-pair="\d')), 8);
%!   first = dom;
%!   ## after each control has been moved
%!   [dom, log] = shown (file, "dim=128&base=1000000&rule=yarn&position=1025&pair=40");
%!   assert (isempty (strfind (dom, "data-errors")), true);
%!   assert (isempty (strfind (log, "CONSOLE")), true);
%!   yarn = struct ("rope_type", "yarn", "factor", 8, "original_max_position_embeddings", 8192);
%!   check (dom, [1025; 1025], 40, 128, struct ("base", 1e6, "scaling", yarn));
%!   for picture = {"pairs", "ladder", "row", "score", "error"}
%!     part = ['<svg id="', picture{1}, '".*?</svg>'];
%!     assert (strcmp (regexp (dom, part, "match", "once"), regexp (first, part, "match", "once")), false);
%!   endfor
%!   d = rope_decay (128, "base", 1e6, "scaling", yarn, "distances", 0:2000);
%!   assert (value (dom, "score"), d.score(d.distance >= 1000 & d.distance <= 1050 & abs (d.score - value (dom, "score")) < 1e-12)(1), 1e-12);
%! unwind_protect_cleanup
%!   delete (file);
%! end_unwind_protect
