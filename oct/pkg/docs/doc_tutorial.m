% TEXT = doc_tutorial (SITE)  tutorial.md with what its blocks print and draw.
%
% Blocks ```octave are run one after another in one workspace; what they print follows as a block ```text, what they draw as
% a picture.
function text = doc_tutorial (site)
  source = fileread (fullfile (fileparts (mfilename ("fullpath")), "tutorial.md"));
  [blocks, between] = regexp (source, '```octave\n(.*?)\n```\n', "tokens", "split");
  text = between{1};
  evalin ("base", "clear -variables");
  for k = 1:numel (blocks)
    code = blocks{k}{1};
    [printed, pictures] = doc_run (site, code, sprintf ("tutorial-%d", k));
    text = [text, "```octave\n", code, "\n```\n"];
    if (! isempty (strtrim (printed)))
      text = [text, "\n```text\n", regexprep(printed, '\s+$', ""), "\n```\n"];
    endif
    for picture = pictures
      text = [text, sprintf("\n![](%s)\n", picture{1})];
    endfor
    text = [text, between{k+1}];
  endfor
  evalin ("base", "clear -variables");
endfunction
