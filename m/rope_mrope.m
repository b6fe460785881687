% [P, NEXT] = rope_mrope (PARTS, ...)  M-RoPE positions of a sequence of text, images and videos.
%
% PARTS  cell array of the parts in their order, each a cell array
%          {'text', n}            n tokens
%          {'image', [H W]}       an image of H-by-W patches ([1 H W] too)
%          {'video', [T H W]}     T frames of H-by-W patches
%          {'video', [T H W], s}  one frame every s seconds (second_per_grid_t)
% P      S-by-3: time, height and width of every token, for rope_cache with 'sections'
% NEXT   the position of the next text token; when decoding continues after S tokens the
%        position of token j is j + NEXT - S (NEXT - S is Hugging Face's rope_delta)
%
% Options (NAME, VALUE pairs or a struct):
%   'merge'              patches a side that become one token; default 2.  H and W are
%                        multiples of it, as in image_grid_thw
%   'temporal_merge'     the same for frames; default 1
%   'tokens_per_second'  steps of time in a second; default [] (one step per frame, as
%                        Qwen2-VL does), 2 for Qwen2.5-VL-7B (its vision_config says)
%   'start'              position of the first token; default 0
%   'advance'            'max' (default): text goes on after the largest position so far;
%                        'spatial': after max (H, W) / merge steps, whatever the time, as
%                        transformers 5 does
%
% The rule, with a part that begins at position b:
%
%   text         t = h = w = b, b+1, ...
%   image        (b, b + y, b + x) for the tokens (y, x), row by row
%   video        (b + floor (k * tokens_per_second * s), b + y, b + x) for frame k
%   next part    b = 1 + the largest position so far
%
% The two values of 'advance' differ only after videos with more time steps than rows and
% columns.  Qwen3-VL writes a time stamp as text before every frame: give its frames as
% {'text', n}, {'video', [1 H W]}, {'text', n}, ...
%
% Where t = h = w, sections of either kind give the table of one axis:
%   isequal (rope_cache (rope_mrope ({{'text', 9}}), 16, 'sections', [2 3 3]), rope_cache (9, 16))
%
% Errors: rome:badValue, rome:sizeMismatch, rome:unknownOption, rome:badOption
%
% Example:
%   [p, next] = rope_mrope ({{'text', 3}, {'image', [4 6]}, {'text', 2}});
%   o = rope_config ('qwen2-vl');
%   [c, s] = rope_cache (p, o.dim, o.options);
%
% Source: P. Wang et al., Qwen2-VL, arXiv:2409.12191; S. Bai et al., Qwen2.5-VL,
% arXiv:2502.13923; get_rope_index of Hugging Face transformers.
%
% See also: rope_grid, rope_cache, rope_config

function [p, next] = rope_mrope (parts, varargin)

  if nargin < 1
    error ('rome:badCall', 'rope_mrope: PARTS is missing');
  end
  opt = rome_options ('rope_mrope', struct ('merge', 2, 'temporal_merge', 1, 'tokens_per_second', [], ...
                                            'start', 0, 'advance', {{'max', 'spatial'}}), varargin);
  merge = whole ('MERGE', opt.merge, 1);
  merge_time = whole ('TEMPORAL_MERGE', opt.temporal_merge, 1);
  next = whole ('START', opt.start, -2 ^ 52);
  if ~ isempty (opt.tokens_per_second)
    positive ('TOKENS_PER_SECOND', opt.tokens_per_second);
  end
  if ~ iscell (parts)
    error ('rome:badValue', 'rope_mrope: PARTS must be a cell array, got %s', class (parts));
  end

  p = cell (numel (parts), 1);
  for k = 1:numel (parts)
    [kind, n, seconds] = read_part (parts{k}, k, merge_time, merge);
    if strcmp (kind, 'text')
      p{k} = next + repmat ((0:n-1)', 1, 3);
      next = next + n;
      continue
    end
    g = rope_grid (n);
    if strcmp (kind, 'video') && ~ isempty (opt.tokens_per_second)
      g(:, 1) = floor (g(:, 1) * (double (opt.tokens_per_second) * seconds));
    end
    p{k} = next + g;
    if strcmp (opt.advance, 'spatial')
      next = next + max (n(2:3));
    elseif ~ isempty (g)
      next = next + max (g(:)) + 1;
    end
  end
  p = [zeros(0, 3); vertcat(p{:})];

end

% Kind, number of tokens or [T H W] in tokens, seconds per frame.
function [kind, n, seconds] = read_part (part, k, merge_time, merge)

  if ~ (iscell (part) && any (numel (part) == [2, 3]) && ischar (part{1}))
    error ('rome:badValue', ['rope_mrope: PARTS{%d} must be {''text'', n}, {''image'', [H W]} or ', ...
           '{''video'', [T H W], seconds}'], k);
  end
  kind = lower (part{1});
  n = part{2};
  seconds = 1;
  if ~ any (strcmp (kind, {'text', 'image', 'video'}))
    error ('rome:badValue', 'rope_mrope: PARTS{%d} must be text, image or video, got ''%s''', k, part{1});
  end
  if numel (part) == 3
    if ~ strcmp (kind, 'video')
      error ('rome:badValue', 'rope_mrope: PARTS{%d} must have seconds only for a video', k);
    end
    seconds = positive (sprintf ('PARTS{%d}{3}', k), part{3});
  end
  if ~ (isnumeric (n) && isreal (n) && isvector (n) && all (n >= 0 & n == fix (n) & n < 2 ^ 53))
    error ('rome:badValue', 'rope_mrope: PARTS{%d}{2} must hold integers, 0 or more', k);
  end
  n = double (n(:)');
  lengths = struct ('text', 1, 'image', [2, 3], 'video', 3);
  if ~ any (numel (n) == lengths.(kind))
    error ('rome:sizeMismatch', 'rope_mrope: PARTS{%d}{2} has %d sizes, which does not fit %s', k, numel (n), kind);
  end
  if strcmp (kind, 'text')
    return
  end
  if numel (n) == 2
    n = [1, n];
  end
  if strcmp (kind, 'image') && n(1) ~= 1
    error ('rome:badValue', 'rope_mrope: PARTS{%d} is an image of %d frames; call it a video', k, n(1));
  end
  by = [merge_time, merge, merge];
  if strcmp (kind, 'image')
    by(1) = 1;
  end
  if any (mod (n, by) ~= 0)
    error ('rome:sizeMismatch', 'rope_mrope: PARTS{%d}{2} must be multiples of [%d %d %d] (temporal_merge, merge), got [%d %d %d]', ...
           k, by, n);
  end
  n = n ./ by;

end

function n = whole (name, n, least)

  if ~ (isnumeric (n) && isreal (n) && isscalar (n) && n == fix (n) && n >= least && n <= 2 ^ 52)
    error ('rome:badValue', 'rope_mrope: %s must be an integer, %d or more', name, least);
  end
  n = double (n);

end

function x = positive (name, x)

  if ~ (isnumeric (x) && isreal (x) && isscalar (x) && isfinite (x) && x > 0)
    error ('rome:badValue', 'rope_mrope: %s must be a positive number', name);
  end
  x = double (x);

end

%!demo
%! % text, an image, text, a video of 4 frames, text: time stands still inside the image
%! p = rope_mrope ({{'text', 6}, {'image', [8 12]}, {'text', 4}, {'video', [4 4 8], 1}, {'text', 6}}, 'tokens_per_second', 2);
%! plot (p, 'linewidth', 1.5);
%! legend ('time', 'height', 'width', 'location', 'northwest');
%! xlabel ('token');
%! ylabel ('position');
%! title ('M-RoPE positions');

%!test  % the example of the Qwen2-VL paper's figure: text around an image
%! [p, next] = rope_mrope ({{'text', 2}, {'image', [4 6]}, {'text', 2}});
%! assert (p, [0 0 0; 1 1 1; 2 2 2; 2 2 3; 2 2 4; 2 3 2; 2 3 3; 2 3 4; 5 5 5; 6 6 6]);
%! assert (next, 7);
%!test  % text alone is 1-D, for contiguous and interleaved sections
%! [p, next] = rope_mrope ({{'text', 9}, {'text', 4}});
%! assert (p, repmat ((0:12)', 1, 3));
%! assert (next, 13);
%! for interleaved = [false, true]
%!   [c, s] = rope_cache (p, 128, 'sections', [24 20 20], 'sections_interleaved', interleaved, 'base', 5e6);
%!   [d, t] = rope_cache (13, 128, 'base', 5e6);
%!   assert (c, d);
%!   assert (s, t);
%! end
%!test  % Qwen2.5-VL: steps of time follow the seconds, rounded down
%! p = rope_mrope ({{'text', 1}, {'video', [3 2 4], 0.75}}, 'tokens_per_second', 2);
%! assert (p, [0 0 0; 1 1 1; 1 1 2; 2 1 1; 2 1 2; 4 1 1; 4 1 2]);
%! p = rope_mrope ({{'video', [3 2 4], 0.75}});
%! assert (p(:, 1), [0; 0; 1; 1; 2; 2]);
%! p = rope_mrope ({{'video', [3 2 4]}, {'text', 1}}, 'tokens_per_second', 25);
%! assert (p(:, 1), [0; 0; 25; 25; 50; 50; 51]);
%!test  % the next text token: after the largest position, or after the image's own extent
%! v = {{'video', [9 4 6]}, {'text', 1}};
%! assert (rope_mrope (v)(end, :), [9 9 9]);
%! assert (rope_mrope (v, 'advance', 'spatial')(end, :), [3 3 3]);
%!test  % an independent model, token by token
%! parts = {{'text', 3}, {'image', [6 4]}, {'video', [4 4 10], 1.5}, {'text', 5}, {'image', [1 2 8]}};
%! p = zeros (0, 3);
%! b = 11;
%! for k = 1:numel (parts)
%!   n = parts{k}{2};
%!   if strcmp (parts{k}{1}, 'text')
%!     for j = 0:n-1
%!       p(end+1, :) = b + j;
%!     end
%!   else
%!     n = [ones(1, 3 - numel (n)), n];
%!     for f = 0:n(1)-1
%!       for y = 0:n(2)/2-1
%!         for x = 0:n(3)/2-1
%!           p(end+1, :) = b + [floor(f * 3), y, x];
%!         end
%!       end
%!     end
%!   end
%!   b = max (p(:)) + 1;
%! end
%! [q, next] = rope_mrope (parts, 'tokens_per_second', 2, 'start', 11);
%! assert (q, p);
%! assert (next, b);
%!test  % merging
%! assert (rope_mrope ({{'image', [2 3]}}, 'merge', 1), [zeros(6, 1), rope_grid([2 3])]);
%! assert (size (rope_mrope ({{'video', [4 4 4]}}, 'temporal_merge', 2)), [8 3]);
%!test  % nothing
%! [p, next] = rope_mrope ({});
%! assert (p, zeros (0, 3));
%! assert (next, 0);
%! assert (rope_mrope ({{'text', 0}, {'image', [0 4]}}), zeros (0, 3));
%!error id=rome:badCall rope_mrope ()
%!error <rope_mrope: PARTS must be a cell array, got double$> rope_mrope (3)
%!error <rope_mrope: PARTS\{1\} must be \{'text', n\}, \{'image', \[H W\]\} or \{'video', \[T H W\], seconds\}$> rope_mrope ({'text', 3})
%!error <rope_mrope: PARTS\{2\} must be text, image or video, got 'audio'$> rope_mrope ({{'text', 1}, {'audio', 3}})
%!error <rope_mrope: PARTS\{1\}\{2\} must hold integers, 0 or more$> rope_mrope ({{'text', -1}})
%!error <rope_mrope: PARTS\{1\}\{2\} has 2 sizes, which does not fit video$> rope_mrope ({{'video', [4 4]}})
%!error id=rome:sizeMismatch rope_mrope ({{'video', [4 4]}})
%!error <rope_mrope: PARTS\{1\}\{2\} must be multiples of \[1 2 2\] \(temporal_merge, merge\), got \[1 3 4\]$> rope_mrope ({{'image', [3 4]}})
%!error <rope_mrope: PARTS\{1\} is an image of 2 frames; call it a video$> rope_mrope ({{'image', [2 4 4]}})
%!error <rope_mrope: PARTS\{1\} must have seconds only for a video$> rope_mrope ({{'image', [4 4], 1}})
%!error <rope_mrope: PARTS\{1\}\{3\} must be a positive number$> rope_mrope ({{'video', [1 4 4], -1}})
%!error <rope_mrope: MERGE must be an integer, 1 or more$> rope_mrope ({}, 'merge', 0)
%!error <rope_mrope: TOKENS_PER_SECOND must be a positive number$> rope_mrope ({}, 'tokens_per_second', 0)
%!error <rope_mrope: ADVANCE must be one of max, spatial, got 'x'$> rope_mrope ({}, 'advance', 'x')
%!error <rope_mrope: unknown option 'foo'> rope_mrope ({}, 'foo', 1)
