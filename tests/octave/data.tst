## data.tst - the files below data/ are those that data/SHA256SUMS names, and rope_config notices a damaged one.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function folder = root ()
%!  folder = fullfile (fileparts (which ("run_one")), "..", "..");
%!endfunction

%!test  # every file, and no other (make checksums writes the list anew)
%! [status, out] = system (sprintf ("cd '%s/data' && sha256sum --check --quiet SHA256SUMS && find . -type f ! -name SHA256SUMS ! -name '.*' | sed 's|^./||' | LC_ALL=C sort > /tmp/data-$$ && sed 's/^[0-9a-f]*  //' SHA256SUMS | cmp - /tmp/data-$$; s=$?; rm -f /tmp/data-$$; exit $s", root ()));
%! assert (status, 0, out);

## what rope_config says where one byte of its list is another
%!function text = with_damage (change, list = true)
%!  d = tempname ();  mkdir (d);  mkdir (fullfile (d, "data"));
%!  copyfile (fullfile (root (), "m"), fullfile (d, "m"));
%!  if (list)  copyfile (fullfile (root (), "data", "SHA256SUMS"), fullfile (d, "data"));  endif
%!  bytes = uint8 (fileread (fullfile (root (), "data", "models.json")));
%!  fid = fopen (fullfile (d, "data", "models.json"), "w");
%!  fwrite (fid, change (bytes));
%!  fclose (fid);
%!  octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%!  [~, text] = system (sprintf ("'%s' -qf --no-history --path '%s' --path '%s/m' --path '%s/m/ref' --eval \"try, disp (rope_config ('llama-3-8b').dim); catch e, disp ([e.identifier, ' ', e.message]); end\" 2>&1", octave, fileparts (which ("rome_info")), d, d));
%!  confirm_recursive_rmdir (false, "local");
%!  rmdir (d, "s");
%!endfunction

%!test
%! assert (strtrim (with_damage (@(b) b)), "128");
%! for change = {@(b) [b(1:1000), bitxor(b(1001), 1), b(1002:end)], @(b) b(1:end-1), @(b) [b, uint8(" ")], @(b) b([])}
%!   t = with_damage (change{1});
%!   assert (! isempty (regexp (t, '^rome:damagedData rope_config: .*models\.json is damaged: its SHA-256 is not the one in SHA256SUMS beside it\n$', "once")), t);
%! endfor
%! t = with_damage (@(b) b, false);
%! assert (! isempty (regexp (t, '^rome:damagedData rope_config: SHA256SUMS is missing beside .*models\.json, which cannot be checked\n$', "once")), t);
