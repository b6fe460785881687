% [W, A, G, STRETCH] = model_freqs (FNAME, D, OPT, NUMBER)  frequencies under a scaling rule.
%
% D       sizes of the blocks of columns: the frequencies start anew in each
% OPT     struct: base, scaling (struct or []), seq_len
% NUMBER  'double' or 'single': what a framework keeps in tensors has this class and is
%         rounded to it at every step; its scalars are double, as in Python
%
% W  the frequencies of all blocks, of class NUMBER, by the framework's order of operations
% A  attention factor, G factor on the softmax scale (both double)
% STRETCH  multiplies the positions (TransformerEngine scales those, not the frequencies)

function [w, a, g, stretch] = model_freqs (fname, d, opt, number)

  need (is_number (opt.base) && isscalar (opt.base) && opt.base > 0, ...
        'badValue', '%s: BASE must be a positive finite number', fname);
  L = opt.seq_len;
  need (isnumeric (L) && isreal (L) && isscalar (L) && L >= 0 && L < Inf, 'badValue', ...
        '%s: SEQ_LEN must be a finite number, 0 or more', fname);
  s = scaling_fields (fname, opt.scaling, d);
  base = double (opt.base);
  L = double (L);
  factors = s.factor .* ones (size (d));
  given = isfield (opt.scaling, 'factor');

  w = zeros (1, 0, number);
  a = 1;
  g = 1;
  stretch = 1;
  for k = 1:numel (d)
    s.factor = factors(k);
    switch s.rope_type
      case {'default', 'linear', 'dynamic_linear', 'llama3', 'proportional'}
        [v, stretch] = rule_divide (s, base, d(k), L, number);
      case {'ntk', 'base_factor', 'dynamic', 'dynamic_static', 'ntk_mixed', 'qwen_dynamic', 'theta_scale'}
        v = rule_base (s, base, d(k), L, number);
      case {'longrope', 'dynamic_longrope'}
        [v, a] = rule_longrope (s, base, d(k), L, number, given);
      otherwise
        [v, a, g] = rule_yarn (s, base, d(k), L, number);
    end
    w = [w, v];
  end

end
