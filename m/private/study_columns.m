% NAMES = study_columns ()  columns of the summary, in their order.

function names = study_columns ()

  names = {'dims', 'axes', 'pairing', 'class', 'implementation', 'quantity', 'points', ...
           'max_ulp', 'mean_ulp', 'rms_ulp', 'not_correctly_rounded', 'max_abs', 'bound', ...
           'worst_position', 'worst_pair', 'differing_bits'};

end
