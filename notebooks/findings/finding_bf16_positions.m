function [rows, ax] = finding_bf16_positions (small)
%FINDING_BF16_POSITIONS  Positions held in 16 bits collapse: above 256 in bf16, and where f16 ends.
%
%   Usage: [rows, ax] = finding_bf16_positions (small)
%
%   Draws how many different positions are left among the first n.

  n = 2 .^ (6:17);
  d = arrayfun (@(len) rope_precision (4, 'length', len, 'samples', 1), n);
  left = vertcat (d.distinct);
  block = sum (rope_round (65536 + (0:4095), 'bf16') == 66048);     % integers that 65536 + 512 stands for
  largest = double (rope_round (65519, 'f16'));
  over = double (rope_round (65520, 'f16'));
  repro = gpt_neox_1003 ();
  rows = [ ...
    finding_row('first integer that bf16 cannot hold', 'nkalyanv99/UNI-D2 pull 6: positions above 256', 257, d(end).consecutive(1), 0, ...
                '0 ... 256 are 257 consecutive integers'), ...
    finding_row('integers that become one bf16 value from 65536 on', 'huggingface/diffusers pull 13922: blocks of 512', 512, block, 2 / 512, ...
                'one block has 511 or 513: ties go to the even neighbour'), ...
    finding_row('distinct bf16 positions among 0 ... 1023', 'counted from the format: 257 + 128 + 128', 513, d(n == 1024).distinct(1), 0, ''), ...
    finding_row('largest finite f16 position', 'NVIDIA/Megatron-LM issue 535: max_seq_len 32768 exceeds the range of fp16', '< 32768', largest, 'no', ...
                sprintf ('f16 holds numbers up to 65504 (65520 becomes %g); what is lost at 32768 is resolution: neighbours are 16 to 32 apart', over)), ...
    finding_row('max |cos half - cos float|, 2048 positions, dim 32, frequencies and positions in f16', 'EleutherAI/gpt-neox issue 1003', 0.7819, repro, 5e-4, ...
                'f16 result rounded as theirs')];
  ax = rope_plot_score (n', left, 'xscale', 'log', 'yscale', 'log', 'labels', {'bf16', 'f16', 'single'}, 'xlabel', 'n (tokens)', 'ylim', [50, 2e5], ...
                        'ylabel', 'distinct positions', ...
                        'title', 'How many positions are left among 0 ... n-1');

end

% The reproducer of the issue, step by step: float32 and f16.
function worst = gpt_neox_1003 ()

  t = single (0:2047)';
  inv_freq = single (1) ./ single (10000) .^ (single (0:2:30) / 32);
  exact = cos (t * inv_freq);
  f16 = @(x) single (rope_round (x, 'f16'));
  half = f16 (cos (f16 (f16 (t) * f16 (inv_freq))));
  worst = double (max (max (abs (half - exact))));

end
