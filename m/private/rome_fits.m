% rome_fits (FNAME, ARGUMENT, BYTES)  raise rome:outOfMemory unless BYTES of memory are available.
%
% Asked before an array is made whose size an argument decides: a size out of reach is an error that names
% the argument, not one of the array's first operation (linspace and colon do not check theirs everywhere).

function rome_fits (fname, argument, bytes)

  if bytes < 2^27                       % not worth a look
    return
  end
  have = min (tensor_available (), 2^47);       % Inf where the system does not tell; 2^47 is what a processor addresses
  rome_need (bytes <= have, 'outOfMemory', '%s: %s is too large: it needs %.3g GB of memory, but %.3g GB are available', ...
             fname, argument, bytes / 1e9, have / 1e9);

end
