% X = config_number (FIELD, VALUE)  VALUE as a finite positive number, or an error that names FIELD.

function x = config_number (field, value)

  if ~ (isnumeric (value) && isscalar (value) && isfinite (value) && value > 0)
    shown = class (value);
    if ischar (value)
      shown = ['''', value, ''''];
    elseif isnumeric (value) && isscalar (value)
      shown = sprintf ('%g', value);
    elseif ~ isscalar (value)
      shown = sprintf ('%dx%d %s', size (value, 1), size (value, 2), class (value));
    end
    error ('rome:badField', 'rope_config: %s must be a positive number, got %s', field, shown);
  end
  x = double (value);

end
