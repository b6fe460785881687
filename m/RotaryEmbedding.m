classdef RotaryEmbedding < handle

  % ROPE = RotaryEmbedding (DIM, ...)  rotary embedding with a table that grows.
  %
  % An object that makes the cos and sin tables of rope_cache once, keeps them, makes
  % them longer when a later position asks for it, and rotates with rope_apply.  It is
  % a handle: copies are the same object.
  %
  % DIM  even number of rotated columns R; a head may have more (partial rotary)
  %
  % Options (NAME, VALUE pairs or a struct):
  %   'max_seq_len'  rows of the first table; default 2048
  %   'base', 'freqs', 'scaling'   frequencies, as for rope_cache; default base 1e4
  %   'pairing'      'interleaved' (default), 'half', 'quarter', 'interleave-half'
  %   'axes'         sizes [d_1 ... d_A], sum DIM: tokens with A coordinates each
  %   'sections', 'sections_interleaved', 'pair_axes', 'pair_indices'
  %                  other ways to share the pairs among several axes (M-RoPE, Pixtral,
  %                  ...), as for rope_cache: the options of rope_config and rope_grid fit
  %   'xpos'         true, or a struct with scale_base (512) and centre ('floor', 'ceil' or
  %                  a position): the scale of xPos, growing for keys as it falls for
  %                  queries, see rope_cache; only [Q, K] = rope.apply (Q, K, ...) then
  %   'dtype'        of the tables: 'double' (default), 'single', 'bf16' or 'f16';
  %                  best that of the data.  With 'bf16' and 'f16' the data may be
  %                  uint16 bit patterns
  %   'format'       order of the dimensions of the data, as for rope_apply; default
  %                  'sd', 'shd' or 'bshd' by number of dimensions
  %
  % Properties (to read): dim, base, freqs, scaling, max_seq_len, pairing, axes, sections,
  % sections_interleaved, pair_axes, pair_indices, xpos, dtype, format as given, and rows,
  % the current length of the table.
  %
  % Methods:
  %   X = rope.apply (X, ...)           rotated by the tokens' positions
  %   [Q, K] = rope.apply (Q, K, ...)   both; the numbers of heads may differ
  %     Options: those of rope_apply ('offset', 'positions', 'cu_seqlens', 'start',
  %     'inverse', 'axes', 'num_heads', 'threads', ...), 'pairing' and 'format' too
  %     (default: the object's), and 'seq_len', the length of the sequence for the
  %     scaling rules that depend on it; default: the last token's position plus 1.
  %   [C, S] = rope.tables (N)          the first N rows, for a sequence of N tokens;
  %                                     default N = rows
  %   [C, S, CK, SK] = rope.tables (N)  with xPos: of queries and of keys
  %
  % The table grows to max (needed, 2 * rows).  For a static rule rows never change,
  % so that decoding token by token gives the bits of the whole sequence.
  %
  % Rules that depend on the length L = seq_len (formulas under rope_freqs): 'dynamic' and
  % 'dynamic_yarn' change with every L beyond the original one, 'dynamic_linear' beyond
  % factor times it, 'dynamic_longrope' between the original and the longest one,
  % 'qwen_dynamic' whenever L passes the original length times a power of two, 'longrope'
  % takes long_factor beyond the original length; the centre of xPos is half of L unless it
  % is a position.  The table is always that of the current call: a long sequence switches,
  % a short one after it goes back to the original.  (Hugging Face does the same for dynamic
  % and longrope, but keeps the table of the longest sequence until one comes that is not
  % longer than the original length.)  Keys rotated by another table do not fit: give the
  % final 'seq_len' from the start, or rotate all keys anew.
  %
  % With several axes there is no table to grow: 'positions' must be given, the
  % coordinates S-by-A as for rope_cache (rope_grid makes them; any numbers), and the
  % table of the last positions is kept.  'offset' is added to the coordinates, a scalar
  % or one per axis.  rope.tables (P) gives the table of the coordinates P.
  %
  % Errors: RotaryEmbedding: ... with rome:badCall, rome:badValue,
  %         rome:oddDimension, rome:unknownOption, rome:badOption; those of rope_cache
  %         (frequencies) and rope_apply (data, tables) come as theirs
  %
  % Example:
  %   rope = RotaryEmbedding (64, 'base', 5e5, 'pairing', 'half');
  %   q = randn (1, 10, 8, 64);  k = randn (1, 10, 2, 64);        % b s h d
  %   [qr, kr] = rope.apply (q, k);                               % the prompt
  %   [qn, kn] = rope.apply (q(:, 1, :, :), k(:, 1, :, :), 'offset', 10);   % next token
  %
  % See also: rope_apply, rope_cache, rope_config

  properties (SetAccess = private)
    dim
    base
    freqs
    scaling
    max_seq_len
    pairing
    axes
    sections
    sections_interleaved
    pair_axes
    pair_indices
    xpos
    dtype
    format
    rows = 0
  end

  properties (Access = private)
    c
    s
    ck                                  % of keys, with xPos only
    sk
    made_for = NaN                      % length (0: any) or coordinates of the table
    usual = struct ('on', false)        % what apply without options needs, to be read at once
  end

  methods

    function rope = RotaryEmbedding (dim, varargin)

      if nargin < 1
        error ('rome:badCall', 'RotaryEmbedding: DIM is missing');
      end
      RotaryEmbedding.check_whole ('DIM', dim, 1);
      if mod (dim, 2) ~= 0
        error ('rome:oddDimension', 'RotaryEmbedding: DIM must be even, got %d', dim);
      end
      opt = rome_options ('RotaryEmbedding', struct ( ...
        'max_seq_len', 2048, 'base', [], 'freqs', [], 'scaling', [], ...
        'pairing', {{'interleaved', 'half', 'quarter', 'interleave-half'}}, ...
        'axes', [], 'sections', [], 'sections_interleaved', [], 'pair_axes', [], 'pair_indices', [], ...
        'xpos', [], 'dtype', {{'double', 'single', 'bf16', 'f16'}}, 'format', ''), varargin);
      RotaryEmbedding.check_whole ('MAX_SEQ_LEN', opt.max_seq_len, 0);
      if ~ (ischar (opt.format) && (isempty (opt.format) || size (opt.format, 1) == 1))
        error ('rome:badValue', 'RotaryEmbedding: FORMAT must be text, got a %s', ...
               class (opt.format));
      end
      rope.dim = double (dim);
      rope.base = opt.base;
      rope.freqs = opt.freqs;
      rope.scaling = opt.scaling;
      rope.max_seq_len = double (opt.max_seq_len);
      rope.pairing = opt.pairing;
      rope.axes = opt.axes;
      rope.sections = opt.sections;
      rope.sections_interleaved = opt.sections_interleaved;
      rope.pair_axes = opt.pair_axes;
      rope.pair_indices = opt.pair_indices;
      rope.xpos = RotaryEmbedding.checked_xpos (opt.xpos);
      rope.dtype = opt.dtype;
      rope.format = opt.format;
      if ~ isempty (rope.xpos) && count_axes (rope) > 1
        error ('rome:badOption', 'RotaryEmbedding: XPOS is defined on one axis, got %d', count_axes (rope));
      end
      if count_axes (rope) > 1
        coordinates (rope, zeros (0, count_axes (rope)), struct ());
      else
        make (rope, rope.max_seq_len, length_of_table (rope, 0));
      end
      if isempty (opt.base) && isempty (opt.freqs)
        rope.base = 1e4;
      end

    end

    function [x, k] = apply (rope, x, varargin)

      % decoding, no options but an offset: reading properties and options takes longer than all the rest, and so do questions
      % that rope_apply asks anyway.  What it refuses (the table may have to grow) goes the long way, which says why.
      u = rope.usual;
      try
        switch u.on * nargin
          case 2
            if nargout < 2
              x = rope_apply (x, u.c, u.s, u.options);
              return
            end
          case 3
            if nargout == 2
              [x, k] = rope_apply (x, varargin{1}, u.c, u.s, u.options);
              return
            end
          case 4
            if nargout < 2 && strcmp (varargin{1}, 'offset')
              u.options.offset = varargin{2};
              x = rope_apply (x, u.c, u.s, u.options);
              return
            end
          case 5
            if nargout == 2 && strcmp (varargin{2}, 'offset')
              u.options.offset = varargin{3};
              [x, k] = rope_apply (x, varargin{1}, u.c, u.s, u.options);
              return
            end
        end
      catch
      end

      two = ~ isempty (varargin) && ~ (ischar (varargin{1}) || isstruct (varargin{1}));
      if (nargout > 1) ~= two && (nargout > 1 || two)
        error ('rome:badCall', ...
               'RotaryEmbedding: the call is x = rope.apply (X, ...) or [q, k] = rope.apply (Q, K, ...)');
      end
      if two
        k = varargin{1};
        varargin(1) = [];
      end
      if ~ two && ~ isempty (rope.xpos)
        error ('rome:badCall', ...
               'RotaryEmbedding: with XPOS the call is [q, k] = rope.apply (Q, K, ...)');
      end
      opt = rome_options ('RotaryEmbedding', struct ( ...
        'offset', [], 'positions', [], 'seq_len', [], 'cu_seqlens', [], 'start', [], ...
        'inverse', [], 'pairing', rope.pairing, 'format', rope.format, 'axes', rope.axes, ...
        'num_heads', [], 'prefix_tokens', [], 'suffix_tokens', [], 'dtype', [], ...
        'threads', []), varargin);

      if ~ isempty (opt.seq_len)
        RotaryEmbedding.check_whole ('SEQ_LEN', opt.seq_len, 0);
      end
      if count_axes (rope) > 1
        if isempty (opt.positions)
          error ('rome:badValue', ...
                 'RotaryEmbedding: POSITIONS must be given with AXES, S-by-%d', count_axes (rope));
        end
        if ~ isempty (opt.cu_seqlens)
          error ('rome:badOption', 'RotaryEmbedding: POSITIONS and CU_SEQLENS cannot be given together');
        end
        coordinates (rope, opt.positions, struct ('offset', opt.offset, 'seq_len', opt.seq_len));
        opt.positions = [];
        opt.offset = [];
      else
        needed = RotaryEmbedding.last_position (x, opt) + 1;
        if two
          needed = max (needed, RotaryEmbedding.last_position (k, opt) + 1);
        end
        n = needed;
        if ~ isempty (opt.seq_len)
          n = double (opt.seq_len);
        end
        ensure (rope, needed, n);
      end

      if isempty (opt.dtype) && isa (x, 'uint16') && any (strcmp (rope.dtype, {'bf16', 'f16'}))
        opt.dtype = rope.dtype;
      end
      given = struct ();                % to rope_apply only what was given
      names = fieldnames (opt);
      for i = 1:numel (names)
        value = opt.(names{i});
        if ~ (isempty (value) || strcmp (names{i}, 'seq_len'))
          given.(names{i}) = value;
        end
      end
      if ~ isempty (rope.xpos)
        x = rope_apply (x, rope.c, rope.s, given);
        k = rope_apply (k, rope.ck, rope.sk, given);
      elseif two
        [x, k] = rope_apply (x, k, rope.c, rope.s, given);
      else
        x = rope_apply (x, rope.c, rope.s, given);
      end

    end

    function [c, s, ck, sk] = tables (rope, n)

      if nargout > 2 && isempty (rope.xpos)
        error ('rome:badCall', 'RotaryEmbedding: only XPOS has tables of keys');
      end
      if count_axes (rope) > 1
        if nargin > 1
          coordinates (rope, n, struct ());
        end
        c = rope.c;
        s = rope.s;
        return
      end
      if nargin < 2
        n = rope.rows;
      end
      RotaryEmbedding.check_whole ('N', n, 0);
      n = double (n);
      ensure (rope, n, n);
      c = rope.c(1:n, :);
      s = rope.s(1:n, :);
      if ~ isempty (rope.xpos)
        ck = rope.ck(1:n, :);
        sk = rope.sk(1:n, :);
      end

    end

  end

  methods (Access = private)

    % Coordinates of a token.  What is no such list is left to rope_cache to refuse.
    function n = count_axes (rope)

      n = max ([1, numel(rope.axes), numel(rope.sections)]);
      if isnumeric (rope.pair_axes) && ~ isempty (rope.pair_axes)
        n = max (n, double (max (rope.pair_axes(:))));
      end

    end

    % The table holds NEEDED rows and is that of a sequence of length SEQ_LEN.
    function ensure (rope, needed, seq_len)

      L = length_of_table (rope, seq_len);
      n = rope.rows;
      if needed > n
        n = max (needed, 2 * n);
      end
      if n > rope.rows || L ~= rope.made_for
        make (rope, n, L);
      end

    end

    % What the table depends on besides the rows: 0 for static rules, else the
    % length that stands for all lengths with the same table.
    function L = length_of_table (rope, seq_len)

      L = 0;
      if isstruct (rope.scaling) && isscalar (rope.scaling) ...
         && isfield (rope.scaling, 'rope_type') && ischar (rope.scaling.rope_type)
        L = RotaryEmbedding.length_of_rule (rope.scaling, seq_len);
      end
      if ~ isempty (rope.xpos) && ~ isnumeric (rope.xpos.centre)
        L = seq_len;
      end

    end

    function make (rope, n, L)

      t = cell (1, 4);
      opt = cache_options (rope, struct ('seq_len', L));
      if isempty (rope.xpos)
        [t{1:2}] = rope_cache (n, rope.dim, opt);
      else
        opt.xpos = rope.xpos;
        opt.xpos.role = 'q';
        [t{1:2}] = rope_cache (n, rope.dim, opt);
        opt.xpos.role = 'k';
        [t{3:4}] = rope_cache (n, rope.dim, opt);
      end
      rope.c = t{1};                    % nothing changes if that failed
      rope.s = t{2};
      rope.ck = t{3};
      rope.sk = t{4};
      rope.rows = n;
      rope.made_for = L;
      prepare_usual (rope);

    end

    % The tables and options of a call that gives none, where neither the length nor coordinates change the tables.
    function prepare_usual (rope)

      o = struct ('pairing', rope.pairing);
      for name = {'axes', 'format'}
        if ~ isempty (rope.(name{1}))
          o.(name{1}) = rope.(name{1});
        end
      end
      if any (strcmp (rope.dtype, {'bf16', 'f16'}))
        o.dtype = rope.dtype;
      end
      on = count_axes (rope) == 1 && isempty (rope.xpos) && length_of_table (rope, 1) == 0;
      rope.usual = struct ('on', on, 'c', rope.c, 's', rope.s, 'options', o);

    end

    % The table is that of the coordinates P (S-by-A) and the options MORE.
    function coordinates (rope, p, more)

      key = {p, class(p), issparse(p), more, structfun(@class, more, 'UniformOutput', false)};   % isequal ignores classes
      if ~ isequal (key, rope.made_for)
        [c, s] = rope_cache (p, rope.dim, cache_options (rope, more));
        rope.c = c;
        rope.s = s;
        rope.rows = size (c, 1);
        rope.made_for = key;
      end

    end

    % What was given, as options of rope_cache.
    function opt = cache_options (rope, opt)

      for name = {'base', 'freqs', 'scaling', 'axes', 'sections', 'sections_interleaved', ...
                  'pair_axes', 'pair_indices', 'dtype'}
        opt.(name{1}) = rope.(name{1});
      end
      names = fieldnames (opt);
      for i = 1:numel (names)
        if isempty (opt.(names{i}))
          opt = rmfield (opt, names{i});
        end
      end

    end

  end

  methods (Static, Access = private)

    % The largest row that X needs; -1 where none, or where rope_apply will object.
    function p = last_position (x, opt)

      p = -1;
      format = opt.format;
      n = 0;
      if isempty (format)
        formats = {'sd', 'shd', 'bshd'};
        if ~ isempty (opt.num_heads)
          formats = {'sd', 'bsd'};
        end
        if ndims (x) - 1 <= numel (formats)
          format = formats{ndims (x) - 1};
        end
      end
      if ischar (format)
        at = find (format == 's' | format == 't');
        if numel (at) == 1
          n = size (x, at);
        end
      end
      first = 0;
      if isnumeric (opt.offset) && ~ isempty (opt.offset)
        first = double (opt.offset(:)');
      end
      if isnumeric (opt.positions) && ~ isempty (opt.positions)
        p = max (double (opt.positions(:)));
      elseif isnumeric (opt.cu_seqlens) && numel (opt.cu_seqlens) > 1
        count = diff (double (opt.cu_seqlens(:)'));
        if any (numel (first) == [1, numel(count)])
          p = max (first + count - 1);
        end
      else
        for name = {'prefix_tokens', 'suffix_tokens'}
          if isnumeric (opt.(name{1})) && isscalar (opt.(name{1}))
            n = n - double (opt.(name{1}));
          end
        end
        if n > 0
          p = max (first) + n - 1;
        end
      end
      if ~ (isreal (p) && p == fix (p) && p >= 0 && p < 2^53)
        p = -1;
      end

    end

    % The length that stands for all lengths with the frequencies that the rule has at L.
    function L = length_of_rule (rule, L)

      number = @(name) isfield (rule, name) && isnumeric (rule.(name)) && isscalar (rule.(name));
      original = 'original_max_position_embeddings';
      longest = 'max_position_embeddings';
      name = lower (rule.rope_type);
      if strcmp (name, 'dynamic')
        original = longest;
      end
      if ~ (any (strcmp (name, {'dynamic', 'dynamic_linear', 'qwen_dynamic', 'dynamic_yarn', ...
                                'longrope', 'dynamic_longrope'})) && number (original))
        L = 0;                          % rope_cache says what is missing
        return
      end
      first = double (rule.(original)); % one table for all lengths up to here
      last = Inf;                       % and for all from here on
      switch name
        case 'dynamic_linear'
          if number ('factor')
            first = first * double (rule.factor);
          end
        case 'qwen_dynamic'
          reach = first;
          while reach < L
            reach = 2 * reach;
          end
          L = reach;
        case 'longrope'
          last = floor (first) + 1;
        case 'dynamic_longrope'
          if number (longest)
            last = double (rule.(longest));
          end
      end
      L = max (min (L, last), first);

    end

    % [] or a struct with a field centre.
    function x = checked_xpos (x)

      if isequal (x, true)
        x = struct ();
      elseif isempty (x) || isequal (x, false)
        x = [];
        return
      end
      if ~ (isstruct (x) && isscalar (x))
        error ('rome:badOption', 'RotaryEmbedding: XPOS must be true, false or a struct, got a %s', class (x));
      end
      if isfield (x, 'role')
        error ('rome:badOption', ['RotaryEmbedding: XPOS must not have the field ''role'' here: ', ...
               'queries and keys have a table each']);
      end
      if ~ isfield (x, 'centre')
        x.centre = 'floor';
      end

    end

    function check_whole (name, v, low)

      if ~ (isnumeric (v) && isreal (v) && isscalar (v) && v >= low && v == fix (v) && v < Inf)
        shown = class (v);
        if isnumeric (v)
          shown = mat2str (double (v));
        end
        error ('rome:badValue', 'RotaryEmbedding: %s must be an integer of at least %d, got %s', ...
               name, low, shown);
      end

    end

  end

end

%!demo
%! rope = RotaryEmbedding (8);
%! printf ('token  table rows kept\n');
%! for n = [1 5 200 5000]
%!   rope.apply (ones (1, 8), 'offset', n - 1);
%!   printf ("%5d  %d\n", n, rope.rows);
%! end
%! % the tables grow in good time, and old rows are never made anew
