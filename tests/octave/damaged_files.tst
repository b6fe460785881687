## damaged_files.tst - headers of .npy and .safetensors files with bytes changed, left out, repeated or put in: rope_load takes the file, and
## what it says lies inside it, or there is one of its errors.
##
## ROME_DAMAGED_FILES of them (make check-long: 100000; make check: 2000), from the files of numpy, safetensors and torch in
## data/interop/files.
##
## SPDX-License-Identifier: GPL-3.0-or-later

%!function bytes = contents (file)
%!  fid = fopen (file);
%!  bytes = fread (fid, [1, Inf], "*uint8");
%!  fclose (fid);
%!endfunction

## Where the elements begin.
%!function n = header_length (bytes, npy)
%!  if (! npy)
%!    n = 8 + 256 .^ (0:7) * double (bytes(1:8))';
%!  elseif (bytes(7) == 1)
%!    n = 10 + 256 .^ (0:1) * double (bytes(9:10))';
%!  else
%!    n = 12 + 256 .^ (0:3) * double (bytes(9:12))';
%!  endif
%!endfunction

%!function bytes = damage (bytes, head, npy)
%!  words = {"9", "0", "-1", "[]", "{}", "(", ")", ",", ":", "'", "\"", "\\", "\0", "\n", "4294967296", "9007199254740993", "1e3", "True", "null", "F32", "<f8", "|O", ...
%!           "shape", "descr", "dtype", "data_offsets", "__metadata__", "\xff", "\\u0000", "}", "]"};
%!  for n = 1:1 + floor (3 * rand () ^ 2)
%!    head = min (head, numel (bytes));
%!    at = 1 + floor (head * rand ());
%!    to = min (numel (bytes), at + floor (8 * rand () ^ 3));
%!    switch (floor (7 * rand ()))
%!      case 0
%!        bytes(at) = bitxor (bytes(at), uint8 (2 ^ floor (8 * rand ())));
%!      case 1
%!        bytes(at) = uint8 (256 * rand ());
%!      case 2
%!        bytes(at:to) = [];
%!      case 3
%!        bytes = [bytes(1:to), bytes(at:to), bytes(to+1:end)];
%!      case 4
%!        bytes = [bytes(1:at-1), uint8(words{1 + floor(numel (words) * rand ())}), bytes(at:end)];
%!      case 5
%!        bytes = bytes(1:at-1);
%!      case 6
%!        other = 1 + floor (head * rand ());
%!        bytes([at, min(other, end)]) = bytes([min(other, end), at]);
%!    endswitch
%!    if (isempty (bytes))
%!      return;
%!    endif
%!  endfor
%!  if (rand () < 0.7)   # the length that the file tells suits its header again: on to what stands in it
%!    if (! npy && numel (bytes) > 8)
%!      n = find (bytes == uint8 ("}"), 1, "last") - 8;
%!      if (! isempty (n) && n > 0)
%!        bytes(1:8) = typecast (uint64 (n), "uint8");
%!      endif
%!    elseif (npy && numel (bytes) > 10 && bytes(7) == 1)
%!      n = find (bytes(1:min (end, 400)) == 10, 1, "last") - 10;
%!      if (! isempty (n) && n > 0)
%!        bytes(9:10) = typecast (uint16 (n), "uint8");
%!      endif
%!    endif
%!  endif
%!endfunction

%!test
%! folder = fullfile (fileparts (which ("run_one")), "..", "..", "data", "interop", "files");
%! names = {"torch.safetensors", "numpy.safetensors", "npy-places.npy", "npy-fortran.npy", "npy-v2.npy", "npy-big-f4.npy", "npy-c16.npy", "npy-bf16.npy", "npy-scalar.npy"};
%! names = names(cellfun (@(n) exist (fullfile (folder, n), "file") == 2, names));
%! sources = cellfun (@(n) contents (fullfile (folder, n)), names, "UniformOutput", false);
%! ## two tensors alone: the damage hits each field oftener
%! small = uint8 ('{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"BF16","shape":[2],"data_offsets":[24,28]},"__metadata__":{"k":"v"}}');
%! sources{end+1} = [typecast(uint64 (numel (small)), "uint8"), small, uint8(1:28)];
%! names{end+1} = "two.safetensors";
%! count = 2000;
%! if (! isempty (getenv ("ROME_LONG")))  count = 100000;  endif
%! asked = str2double (getenv ("ROME_DAMAGED_FILES"));
%! if (asked > 0)  count = asked;  endif
%! rand ("twister", 5);
%! taken = refused = 0;
%! for n = 1:count
%!   k = 1 + floor (numel (names) * rand () ^ 0.5);     # the last ones oftener
%!   npy = names{k}(end) == "y";
%!   f = [tempname(), names{k}(find (names{k} == ".", 1, "last"):end)];
%!   bytes = damage (sources{k}, header_length (sources{k}, npy), npy);
%!   fid = fopen (f, "w");  fwrite (fid, bytes);  fclose (fid);
%!   try
%!     list = rope_load (f, "list", true);
%!     for t = list(:)'
%!       assert (t.offset >= 0 && t.offset + t.bytes <= numel (bytes));
%!       if (npy)
%!         x = rope_load (f, "dtype", "");
%!       else
%!         x = rope_load (f, t.name);
%!       endif
%!       assert (numel (x), prod (t.shape));
%!     endfor
%!     taken++;
%!   catch err
%!     assert (strncmp (err.identifier, "rome:", 5), true, sprintf ("file %d of %d: [%s] %s", n, count, err.identifier, err.message));
%!     assert (any (strcmp (err.identifier(6:end), {"badFile", "unsupportedType", "outOfMemory"})), err.identifier);
%!     refused++;
%!   end_try_catch
%!   delete (f);
%! endfor
%! printf ("measured damaged files: %d tried, %d refused, %d taken for good\n", count, refused, taken);
%! assert (taken > 0 && refused > count / 3);
