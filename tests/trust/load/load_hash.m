% text = load_hash (results)  MD5 of the classes, sizes and bits of a cell array of arrays and texts.
function text = load_hash (results)
  for k = 1:numel (results)
    x = results{k};
    if ischar (x)
      x = uint8 (x);
    end
    head = sprintf ('%s %s', class (x), sprintf ('%d ', size (x)));
    results{k} = [head, char(typecast (x(:), 'uint8')')];
  end
  text = hash ('md5', [results{:}]);
end
