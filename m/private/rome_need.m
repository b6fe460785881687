% rome_need (OK, ID, TEMPLATE, ...)  raise the error rome:ID unless OK.

function rome_need (ok, id, template, varargin)

  if ~ ok
    error (['rome:', id], template, varargin{:});
  end

end
