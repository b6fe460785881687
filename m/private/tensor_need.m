% tensor_need (CONDITION, ID, FORMAT, ...)  error rome:ID with the text unless CONDITION holds.

function tensor_need (condition, id, varargin)

  if ~ condition
    error (['rome:', id], varargin{:});
  end

end
