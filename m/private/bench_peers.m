% ROWS = bench_peers (FOLDER, RUN)  times peers built elsewhere through the drivers in tests/bench/peers: what was found there.
%
% RUN false: only checks that FOLDER holds a peer and that this is a clone of the repository.
% ROWS  struct array: peer, case, threads, ns_per_element (ours), over_peer (the peer's time over ours, in the same program)

function rows = bench_peers (folder, run)

  root = fileparts (fileparts (fileparts (mfilename ('fullpath'))));
  there = @(varargin) any (cellfun (@(name) exist (fullfile (folder, name), 'file') == 2, varargin));
  has_ggml = there ('include/ggml.h', 'ggml/include/ggml.h');
  has_onnx = there ('bin/python', 'venv/bin/python');
  rome_need (has_ggml || has_onnx, 'badValue', 'rome_bench: PEERS must be a folder with ggml or a Python, see tests/bench/README.md, got ''%s''', folder);
  rome_need (exist (fullfile (root, 'tests', 'bench', 'peers'), 'dir') == 7, 'notSupported', ...
             'rome_bench: PEERS needs a clone of the repository: the drivers are in tests/bench/peers');
  rows = struct ('peer', {}, 'case', {}, 'threads', {}, 'ns_per_element', {}, 'over_peer', {});
  if ~ run
    return
  end
  status = system (sprintf ('make --no-print-directory -C "%s" bench-peers PEERS="%s"', root, full_name (folder)));
  rome_need (status == 0, 'peerFailed', 'rome_bench: ''make bench-peers PEERS=%s'' failed', folder);
  if has_ggml
    rows = read (rows, fullfile (root, 'build', 'bench', 'ggml.csv'), 'ggml', 'reference', 'ns_per_unit', 'value');
  end
  if has_onnx
    rows = read (rows, fullfile (root, 'build', 'bench', 'onnxruntime.csv'), 'rope', 'contender', 'ns_per_element', 'over_onnxruntime');
  end

end

function name = full_name (folder)

  [~, found] = fileattrib (folder);
  name = found.Name;

end

% The lines of a CSV that have WORD in COLUMN.
function rows = read (rows, file, word, column, ours, ratio)

  lines = strsplit (strtrim (fileread (file)), char (10));
  names = cells (lines{1});
  at = @(name) find (strcmp (names, name), 1);
  for line = lines(2:end)
    c = cells (line{1});
    if strcmp (c{at (column)}, word)
      rows(end + 1) = struct ('peer', c{1}, 'case', c{at ('case')}, 'threads', str2double (c{at ('threads')}), ...
                              'ns_per_element', str2double (c{at (ours)}), 'over_peer', str2double (c{at (ratio)}));
    end
  end

end

function c = cells (line)

  c = regexp (line, '("[^"]*"|[^,]*)(?:,|$)', 'tokens');
  c = cellfun (@(t) strrep (t{1}, '"', ''), c, 'UniformOutput', false);

end
