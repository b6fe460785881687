% tensor_write (FILE, HEAD, T, OPT)  write the bytes HEAD and the tensors T to FILE.
%
% The file has its name when it is complete; before it is FILE.part.

function tensor_write (file, head, t, opt)

  part = [file, '.part'];
  [fid, why] = fopen (part, 'w');
  tensor_need (fid >= 0, 'cannotWrite', 'rope_save: cannot write %s: %s', file, why);
  tidy = onCleanup (@() forget (fid, part));     % runs after an error or Ctrl-C too
  put (fid, file, head, 'uint8', 'ieee-le');
  for k = 1:numel (t)
    put_tensor (fid, file, t(k), opt);
  end
  tensor_need (fclose (fid) == 0, 'cannotWrite', 'rope_save: cannot write %s: the disk may be full', file);
  if exist ('OCTAVE_VERSION', 'builtin')
    [status, why] = rename (part, file);         % Octave has it, and it replaces in one step
    done = status == 0;
  else
    [done, why] = movefile (part, file, 'f');
  end
  tensor_need (done, 'cannotWrite', 'rope_save: cannot write %s: %s', file, why);

end

function put_tensor (fid, file, t, opt)

  x = in_file_order (t.x, opt);
  if strncmp (t.dtype, 'c', 1)                   % real and imaginary parts in turn
    x = [in_file_order(real (t.x), opt), in_file_order(imag (t.x), opt)].';
  end
  arch = ['ieee-', opt.byte_order(1), 'e'];
  step = 2^21;                                   % part by part: Ctrl-C is heard, no second copy arises
  for k = 0:step:numel (x)-1
    put (fid, file, x(k+1:min (k + step, end)), t.stored, arch);
  end

end

% The elements as a column, the file's fastest index first.
function x = in_file_order (x, opt)

  if strcmp (opt.order, 'column-major') == strcmp (opt.dims, 'reversed')
    x = permute (x, ndims (x):-1:1);
  end
  x = x(:);
  if islogical (x)
    x = uint8 (x);
  end

end

function put (fid, file, v, precision, arch)

  tensor_need (fwrite (fid, v, precision, 0, arch) == numel (v), 'cannotWrite', ...
               'rope_save: cannot write %s: %s', file, ferror (fid));

end

% Close and delete what is unfinished; after the renaming there is nothing left to do.
function forget (fid, part)

  if any (fopen ('all') == fid)
    fclose (fid);
  end
  if exist (part, 'file')
    delete (part);
  end

end
