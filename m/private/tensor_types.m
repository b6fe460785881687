% T = tensor_types ()  the number formats of tensor files, one struct per format.
%
% T(k).name    the name that rope_load tells and rope_save takes; in capitals it is the safetensors dtype
% T(k).code    kind and bytes in the descr of a .npy file; '' where .npy has none
% T(k).bits    bits of one element
% T(k).class   class of the Octave array; '' where there is none: such tensors are listed, not loaded
% T(k).stored  class of the numbers as they stand in the file (complex elements are two of them)
% T(k).safe    whether safetensors has the format

function t = tensor_types ()

  persistent kept
  if isempty (kept)
    rows = {
      'f64',         'f8',   64, 'double',  'double', true
      'f32',         'f4',   32, 'single',  'single', true
      'bf16',        '',     16, 'uint16',  'uint16', true
      'f16',         'f2',   16, 'uint16',  'uint16', true
      'i64',         'i8',   64, 'int64',   'int64',  true
      'i32',         'i4',   32, 'int32',   'int32',  true
      'i16',         'i2',   16, 'int16',   'int16',  true
      'i8',          'i1',    8, 'int8',    'int8',   true
      'u64',         'u8',   64, 'uint64',  'uint64', true
      'u32',         'u4',   32, 'uint32',  'uint32', true
      'u16',         'u2',   16, 'uint16',  'uint16', true
      'u8',          'u1',    8, 'uint8',   'uint8',  true
      'bool',        'b1',    8, 'logical', 'uint8',  true
      'c64',         'c8',   64, 'single',  'single', true
      'c128',        'c16', 128, 'double',  'double', false
      'v2',          'V2',   16, '',        'uint16', false    % two raw bytes: how numpy stores bfloat16
      'f8_e4m3',     '',      8, '',        '',       true
      'f8_e5m2',     '',      8, '',        '',       true
      'f8_e8m0',     '',      8, '',        '',       true
      'f8_e4m3fnuz', '',      8, '',        '',       true
      'f8_e5m2fnuz', '',      8, '',        '',       true
      'f6_e2m3',     '',      6, '',        '',       true
      'f6_e3m2',     '',      6, '',        '',       true
      'f4',          '',      4, '',        '',       true };
    kept = cell2struct (rows, {'name', 'code', 'bits', 'class', 'stored', 'safe'}, 2);
  end
  t = kept;

end
