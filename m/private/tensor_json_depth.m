% [DEPTH, INSIDE] = tensor_json_depth (TEXT)  structure of a JSON text, character by character.
%
% DEPTH   number of brackets and braces open at each character, itself included
% INSIDE  true within a string and on its opening quote
%
% TEXT need not be valid: up to the first place where it is not, the result is right.

function [depth, inside] = tensor_json_depth (text)

  quote = text == '"';
  escapes = find (text == '\');
  last = 0;
  for k = escapes                       % a backslash that is not itself escaped escapes the next character
    if k > last
      last = k + 1;
      if last <= numel (text)
        quote(last) = false;
      end
    end
  end
  inside = mod (cumsum (quote), 2) == 1;
  opens = ~ inside & (text == '{' | text == '[');
  closes = ~ inside & (text == '}' | text == ']');
  depth = cumsum (opens) - [0, cumsum(closes(1:end-1))];

end
