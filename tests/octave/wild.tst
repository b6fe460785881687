## wild.tst - the builtins called with anything (see wild_calls): a right result or a proper error, and memory stays flat.
##
## The environment may ask for more: ROME_WILD_CALLS of each builtin (make check-wild), from seed ROME_WILD_SEED on.
## The sanitizers' memory grows by what they keep (ROME_SANITIZED): there it is not looked at.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!test
%! asked = str2double ({getenv("ROME_WILD_CALLS"), getenv("ROME_WILD_SEED")});
%! calls = 60;
%! seed = 1;
%! if (asked(1) > 0)  calls = asked(1);  endif
%! if (asked(2) > 0)  seed = asked(2);  endif
%! warning ("off", "all", "local");
%! r = wild_calls (calls, seed);
%! for k = 1:numel (r)
%!   assert (r(k).results + r(k).refused, calls);
%!   assert (r(k).results > 0 && r(k).refused > 0);
%!   assert (r(k).growth < 50e6 || ! isempty (getenv ("ROME_SANITIZED")));
%! endfor
%! ## every builtin that has a model was compared with it
%! assert (all ([r(1:9).compared] > 0));
