% [C, S] = study_tables (C, IMPLEMENTATION, KLASS, P)  tables of one implementation.
%
% C               case from study_case
% IMPLEMENTATION  'rope_cache', 'rope_cache_ref' or 'float32 (Hugging Face)'
% P               N-by-A positions, N >= 2, or the number of positions 0, 1, ...

function [cosines, sines] = study_tables (c, implementation, klass, p)

  order = c.reference.order;
  switch implementation
    case 'rope_cache'
      options = c.options;              % a struct of options must stand last
      options.dtype = klass;
      [cosines, sines] = rope_cache (p, c.dim, options);
    case 'rope_cache_ref'
      [x, y] = rope_cache_ref (p, c.dim, c.reference.options);
      cosines(:, order) = cast (c.factor(1) * x, klass);
      sines(:, order) = cast (c.factor(1) * y, klass);
    case 'float32 (Hugging Face)'
      [x, y] = rope_cache_hf32_ref (p, c.dim, c.reference.options, 'attention_factor', c.factor(1));
      cosines(:, order) = x;
      sines(:, order) = y;
  end

end
