function varargout = rope_cache (varargin)
%ROPE_CACHE  cos and sin tables, by the reference model.
%
%   Usage: [C, S] = rope_cache (POSITIONS, DIM, NAME, VALUE, ...)
%
%   The compiled part of RoME is not built, so that this slow model answers, in double precision arithmetic; it says so once.
%   To build it: 'make' in the folder of the checkout (Octave) or rome_make (MATLAB), then rome_setup.
%
%   Arguments, options and errors are those of the reference model rope_cache_ref; see its help.
%   'dtype' also takes 'bf16' and 'f16': the doubles rounded once more, as uint16 bit patterns.
%
%   Example:
%     [c, s] = rope_cache (4, 8);
%
%   See also: rope_cache_ref, rope_setup, rome_make.

  model_notice ('rope_cache', 'rope_cache_ref');
  [args, opt] = take_options (varargin, 2, {'dtype', 'threads'});
  if any (strcmpi (opt.dtype, {'bf16', 'f16'}))
    [c, s] = rope_cache_ref (args{:});
    varargout = {rope_pack_ref(c, opt.dtype), rope_pack_ref(s, opt.dtype)};
  else
    if ~isempty (opt.dtype)
      args = [args, {'dtype', opt.dtype}];
    end
    [varargout{1:max (nargout, 1)}] = rope_cache_ref (args{:});
  end
end
