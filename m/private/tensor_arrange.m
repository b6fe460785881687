% X = tensor_arrange (V, SHAPE, COLUMN_MAJOR, REVERSED)  array of the elements V of a file.
%
% V             the elements in the order of the file
% SHAPE         the shape that the file tells
% COLUMN_MAJOR  whether the first index runs fastest in the file
% REVERSED      false: X has dimensions SHAPE;  true: they are reversed

function x = tensor_arrange (v, shape, column_major, reversed)

  n = numel (shape);
  in_memory = shape;                            % fastest index first
  if ~ column_major
    in_memory = fliplr (shape);
  end
  x = reshape (v, [in_memory, ones(1, 2 - n)]);
  if column_major == reversed && n > 1
    x = permute (x, n:-1:1);
  end

end
