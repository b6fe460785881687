function r = finding_row (quantity, source, theirs, ours, verdict, remark)
%FINDING_ROW  One line of the table of findings.
%
%   Usage: r = finding_row (quantity, source, theirs, ours, tolerance, remark)
%          r = finding_row (quantity, source, theirs, ours, verdict, remark)
%
%   THEIRS  the source's number, or its statement as text
%   OURS    our number, or what we found as text
%   The fifth argument is either the largest relative difference at which two numbers agree, or the verdict in words: 'yes', 'no',
%   'partly' or 'not comparable'.  REMARK says what differs.

  if isnumeric (verdict)
    words = {'no', 'yes'};
    verdict = words{1 + (abs (ours - theirs) <= verdict * abs (theirs))};
  end
  r = struct ('finding', '', 'quantity', quantity, 'source', source, 'theirs', as_text (theirs), 'ours', as_text (ours), 'agree', verdict, ...
              'remark', remark);

end

function t = as_text (v)

  t = v;
  if isnumeric (v)
    t = sprintf ('%.4g', v);
    if v == fix (v) && abs (v) < 1e9
      t = sprintf ('%d', v);
    end
  end

end
