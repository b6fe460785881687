% CHECKS = study_checks (ROWS, DETAILS)  what must hold, and whether it does.
%
% Struct array with text, passed (logical) and count (of rows looked at).  One check
% per claim, over all cases, pairings and classes.

function checks = study_checks (rows, details)

  kind = @(quantity) rows(strcmp ({rows.quantity}, quantity));
  table = kind ('table');
  table = table(strcmp ({table.implementation}, 'rope_cache') & strcmp ({table.pairing}, 'half'));
  same = kind ('equivalence');
  checks = struct ('text', {}, 'passed', {}, 'count', {});

  wrong = sum ([table.not_correctly_rounded]);
  checks(end+1) = check (sprintf ('rope_cache: %d of %d table entries not correctly rounded', ...
                                  wrong, sum ([table.points])), wrong == 0, table);
  bits = sum ([same.differing_bits]);
  checks(end+1) = check (sprintf (['rope_apply, rome_apply (fused and gemm), rope_ref, rome_ref: ', ...
                                   '%d differing bits in %d values'], bits, sum ([same.points])), bits == 0, same);
  for quantity = {'rotation', 'norm', 'inverse', 'relative position'}
    r = kind (quantity{1});
    r = r(~ cellfun (@isempty, {r.bound}));
    [ratio, k] = max ([r.max_ulp] ./ [r.bound]);
    checks(end+1) = check (sprintf ('%s: largest error %.3f u, bound %.3f u', ...
                                    quantity{1}, r(k).max_ulp, r(k).bound), ratio <= 1, r);
  end
  [spread, n] = largest_spread (details);
  checks(end+1) = struct ('text', sprintf ('relative position: flat in the shift, rms within a factor %.3f', spread), ...
                          'passed', spread <= 1.3, 'count', n);

end

% Largest over smallest rms of any row of rope_apply over the shifts.  In 16 bits from
% shift 100 on: positions close by share rounded entries, and some of their errors cancel.
function [spread, n] = largest_spread (details)

  spread = 1;
  n = 0;
  for k = 1:numel (details)
    for r = details{k}.shifts(strcmp ({details{k}.shifts.implementation}, 'rope_apply'))
      use = r.shift >= 1 + 99 * any (strcmp (r.class, {'bf16', 'f16'}));
      if any (use)
        spread = max (spread, max (r.rms(use)) / min (r.rms(use)));
        n = n + 1;
      end
    end
  end

end

function c = check (text, passed, rows)

  c = struct ('text', text, 'passed', passed, 'count', numel (rows));

end
