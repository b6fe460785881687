% TEXT = tensor_shape_text (SHAPE)  '2, 5, 3': the dimensions as text, '' for none.

function text = tensor_shape_text (shape)

  text = '';
  if ~ isempty (shape)
    text = sprintf ('%.0f, ', shape);
    text = text(1:end-2);
  end

end
