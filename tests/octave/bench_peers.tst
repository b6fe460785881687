## bench_peers.tst - rome_bench with 'peers': what it says without the drivers, where one fails, and what it reads from their files.
##
## A copy of m/ stands for the repository, and a Makefile that fails or writes known files for the drivers.
##
## SPDX-License-Identifier: GPL-3.0-or-later

## What CODE displays, run in a copy of m/; makefile: rules of the target bench-peers, none: no repository around m/
%!function text = in_copy (code, makefile = "")
%!  d = tempname ();  mkdir (d);
%!  copyfile (fullfile (fileparts (which ("run_one")), "..", "..", "m"), fullfile (d, "m"));
%!  mkdir (fullfile (d, "peers", "include"));  put (fullfile (d, "peers", "include", "ggml.h"), "");
%!  mkdir (fullfile (d, "peers", "bin"));  put (fullfile (d, "peers", "bin", "python"), "");
%!  if (! isempty (makefile))
%!    mkdir (fullfile (d, "tests", "bench", "peers"));  mkdir (fullfile (d, "build", "bench"));
%!    put (fullfile (d, "Makefile"), ["bench-peers:\n" makefile]);
%!  endif
%!  code = sprintf ("peers = '%s/peers'; try, %s; catch e, disp ([e.identifier, ' ', e.message]); end", d, code);
%!  octave = fullfile (OCTAVE_HOME (), "bin", "octave-cli");
%!  [~, text] = system (sprintf ("'%s' -qf --no-history --path '%s' --path '%s/m' --path '%s/m/ref' --eval \"%s\" 2>&1", octave, fileparts (which ("rome_info")), d, d, code));
%!  confirm_recursive_rmdir (false, "local");
%!  rmdir (d, "s");
%!  text = strtrim (strrep (text, d, "D"));
%!endfunction

%!function put (file, text)
%!  fid = fopen (file, "w");
%!  fputs (fid, text);
%!  fclose (fid);
%!endfunction

%!shared call
%! call = "r = rome_bench ('shapes', [1, 4, 1, 4], 'classes', 'single', 'pairings', 'half', 'layouts', 'planar', 'threads', 1, 'seconds', 0.001, 'output', '', 'verbose', false, 'peers', peers)";

%!test  # what the drivers write: the rows of ours, their names and ratios
%! ggml = ["table,case,threads,contender,unit,ns_per_unit,spread,kind,reference,value,target,met\\n" ...
%!         "ggml,\\\"A 1,2,3,4 f32 int\\\",2,rope,element,0.25,0.04,speed,ggml,2.5,2,yes\\n" ...
%!         "ggml,\\\"A 1,2,3,4 f32 int\\\",2,rope,element,0.25,0.04,largest difference,0,0.003,0,\\n"];
%! onnx = ["table,case,threads,contender,ns,ns_per_element,of_memcpy,over_onnxruntime\\n" ...
%!         "onnxruntime,A f32 int,1,rope,3.5,0.5,1.4,1.75\\nonnxruntime,A f32 int,1,onnxruntime,5.7,0.7,0.8,1\\n"];
%! rules = ["\t@printf \"" ggml "\" >build/bench/ggml.csv\n\t@printf \"" onnx "\" >build/bench/onnxruntime.csv\n" ...
%!          "\t@test \"$(PEERS)\" = \"$(CURDIR)/peers\"\n"];
%! text = in_copy ([call "; for p = r.peers, printf ('%s|%s|%d|%g|%g;', p.peer, p.case, p.threads, p.ns_per_element, p.over_peer), end"], rules);
%! assert (text, "ggml|A 1,2,3,4 f32 int|2|0.25|2.5;onnxruntime|A f32 int|1|0.5|1.75;");

%!test  # a driver that fails
%! text = in_copy (call, "\t@false\n");
%! assert (! isempty (regexp (text, "rome:peerFailed rome_bench: 'make bench-peers PEERS=D/peers' failed$", "once")), text);

%!test  # an installed package, without the drivers
%! assert (in_copy (call), "rome:notSupported rome_bench: PEERS needs a clone of the repository: the drivers are in tests/bench/peers");
