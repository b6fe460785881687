## config.tst - rope_config on Hugging Face config.json files, those of data/configs and such as are written here.
##
## The expected numbers are written by hand from the published parameters and the formulas.

%!function o = read (name, varargin)
%!  o = rope_config (fullfile (fileparts (which ("rope_config")), "..", "data", "configs", [name, ".json"]), varargin{:});
%!endfunction

## A configuration given as text, with ' for "; llama of 4 heads of 16 columns and base 10000 if only its last fields are given.
%!function o = config (json, varargin)
%!  if (json(1) == "'")
%!    json = ["{'model_type': 'llama', 'hidden_size': 64, 'num_attention_heads': 4, 'max_position_embeddings': 4096, ", json, "}"];
%!  endif
%!  file = [tempname(), ".json"];
%!  fid = fopen (file, "w");
%!  fputs (fid, strrep (json, "'", "\""));
%!  fclose (fid);
%!  unwind_protect
%!    o = rope_config (file, varargin{:});
%!  unwind_protect_cleanup
%!    unlink (file);
%!  end_unwind_protect
%!endfunction

## The message and the identifier of the error; the file's own name never stands in them.
%!function refused (id, message, json, varargin)
%!  try
%!    config (json, varargin{:});
%!    err = struct ("identifier", "none", "message", "accepted");
%!  catch err
%!  end_try_catch
%!  assert (err.message, ["rope_config: ", message]);
%!  assert (err.identifier, ["rome:", id]);
%!endfunction

%!test  # every file is read, its source is the file, and the result feeds rope_cache, rope_truth, RotaryEmbedding and rope_apply
%! folder = fullfile (fileparts (which ("rope_config")), "..", "data", "configs");
%! files = dir (fullfile (folder, "*.json"));
%! assert (numel (files), 21);
%! for k = 1:numel (files)
%!   file = fullfile (folder, files(k).name);
%!   o = rope_config (file);
%!   assert (fieldnames (o), fieldnames (rope_config ("llama-3-8b")));
%!   assert (o.source, file);
%!   assert (o.certainty, "read from the file");
%!   axes = 1;
%!   if (isfield (o.options, "sections") || isfield (o.options, "pair_axes"))
%!     axes = 3;
%!   endif
%!   p = (0:6)' * (1:axes);
%!   [c, s] = rope_cache (p, o.dim, o.options);
%!   t = rope_truth (p, o.dim, o.options);
%!   assert (c, t.cos);
%!   assert (s, t.sin);
%!   x = reshape (sin (1:7*o.head_dim), 7, o.head_dim);
%!   y = rope_apply (x, c, s, "pairing", o.pairing, "start", o.start);
%!   assert (y(:, 1:o.start), x(:, 1:o.start));
%!   assert (y(:, o.start + o.dim + 1:end), x(:, o.start + o.dim + 1:end));
%!   assert (! isequal (y(2:end, o.start + 1), x(2:end, o.start + 1)));
%!   rope = RotaryEmbedding (o.dim, o.options, "pairing", o.pairing);
%!   if (axes == 1)
%!     assert (rope.apply (x, "start", o.start), y);
%!   else
%!     assert (rope.apply (x, "start", o.start, "positions", p), y);
%!   endif
%! endfor

%!test  # Llama 3.1: head_dim derived, rule llama3
%! o = read ("llama-3.1-8b");
%! assert ([o.dim, o.head_dim, o.start, o.max_positions], [128, 128, 0, 131072]);
%! assert (o.pairing, "half");                          # the Hugging Face weights
%! assert (o.name, "llama-3.1-8b");
%! assert (o.options, rope_config ("llama-3.1-8b").options);

%!test  # yarn, as rope_scaling with type and as rope_parameters with rope_type
%! o = read ("qwen2.5-7b-yarn");
%! s = struct ("rope_type", "yarn", "factor", 4, "original_max_position_embeddings", 32768);
%! assert (o.options, struct ("base", 1e6, "scaling", s));
%! assert ([o.dim, o.max_positions], [128, 32768]);
%! assert (read ("qwen3-8b-yarn").options, o.options);
%! [w, a] = rope_freqs (o.dim, o.options);
%! assert (a, 0.1 * log (4) + 1, eps);

%!test  # longrope: the factor lists, the original length beside them, the attention factor of Phi-3
%! o = read ("phi-3-mini-128k");
%! assert (o.options, rope_config ("phi-3-mini-128k").options);
%! [w, a] = rope_freqs (96, o.options);
%! assert (a, sqrt (1 + log (32) / log (4096)), 2 * eps);
%! assert (w(1), 1 / 1.1, eps);
%! w = rope_freqs (96, o.options, "seq_len", 4097);
%! assert (w(end), 1e4 ^ (-94/96) / 64.76000213623047, -4 * eps);

%!test  # partial rotary by every name
%! o = read ("gpt-neox-20b");
%! assert ([o.dim, o.head_dim], [24, 96]);
%! assert (o.options, struct ("base", 10000));
%! assert (o.pairing, "half");
%! o = read ("gpt-j-6b");
%! assert ([o.dim, o.head_dim, o.max_positions], [64, 256, 2048]);
%! assert (o.pairing, "interleaved");
%! assert (o.options.base, 10000);
%! assert (strfind (o.note, "no rope_theta in the file: 10000, the default of model_type 'gptj'"), 1);
%! o = read ("phi-2");
%! assert ([o.dim, o.head_dim], [32, 80]);
%! o = read ("glm-4-9b-0414");
%! assert ([o.dim, o.head_dim], [64, 128]);
%! assert (o.pairing, "interleaved");
%! o = read ("glm-4-9b-chat");
%! assert ([o.dim, o.head_dim, o.options.base, o.max_positions], [64, 128, 5e6, 131072]);

%!test  # latent attention: 64 columns turn after 128 that do not; the softmax factor is in the note
%! o = read ("deepseek-v3");
%! assert ([o.dim, o.head_dim, o.start], [64, 192, 128]);
%! assert (o.pairing, "interleaved");
%! [w, a] = rope_freqs (o.dim, o.options);
%! assert (a, 1);
%! assert (! isempty (strfind (o.note, "(0.1 mscale_all_dim ln factor + 1)^2 = 1.873854")));
%! assert (config ("'model_type': 'deepseek_v3', 'qk_rope_head_dim': 16, 'qk_nope_head_dim': 32, 'rope_theta': 1e4, 'rope_interleave': false").pairing, "half");

%!test  # two bases: full attention by default
%! o = read ("gemma-3-4b");
%! assert (o.options, struct ("base", 1e6, "scaling", struct ("rope_type", "linear", "factor", 8)));
%! assert (o.head_dim, 256);
%! assert (read ("gemma-3-4b", "layer_type", "full_attention").options, o.options);
%! o = read ("gemma-3-4b", "layer_type", "sliding_attention");
%! assert (o.options, struct ("base", 1e4));
%! for layer = {"full_attention", "sliding_attention"}
%!   assert (read ("gemma-3-nested", "layer_type", layer{1}).options, read ("gemma-3-4b", "layer_type", layer{1}).options);
%!   assert (read ("gemma-3-4b", "layer_type", layer{1}).options, rope_config ("gemma-3-4b", "layer_type", layer{1}).options);
%! endfor
%! assert (read ("gemma-3-nested"), read ("gemma-3-nested", "layer_type", "full_attention"));
%! o = config ("'rope_theta': 5e5, 'rope_local_base_freq': 100", "layer_type", "sliding_attention");
%! assert (o.options, struct ("base", 100));
%! o = config ("{'model_type': 'modernbert', 'hidden_size': 768, 'num_attention_heads': 12, 'global_rope_theta': 160000.0, 'local_rope_theta': 10000.0}");
%! assert (o.options.base, 160000);

%!test  # Gemma 4: proportional over the whole, larger head of the full-attention layers
%! o = read ("gemma-4-nested");
%! assert ([o.dim, o.head_dim], [512, 512]);
%! w = rope_freqs (o.dim, o.options);
%! assert (w(1:64), 1e6 .^ (-(0:63) / 256), -40 * eps);
%! assert (w(65:256), zeros (1, 192));
%! o = read ("gemma-4-nested", "layer_type", "sliding_attention");
%! assert ([o.dim, o.options.base], [256, 1e4]);

%!test  # OLMo 3 scales only its full-attention layers
%! json = "'model_type': 'olmo3', 'hidden_size': 64, 'num_attention_heads': 4, 'layer_types': ['sliding_attention', 'full_attention'], 'rope_theta': 5e5, 'rope_scaling': {'rope_type': 'linear', 'factor': 2}";
%! assert (isfield (config (["{", json, "}"]).options, "scaling"));
%! assert (config (["{", json, "}"], "layer_type", "sliding_attention").options, struct ("base", 5e5));
%! assert (rope_config ("olmo-3-7b", "layer_type", "sliding_attention").options, struct ("base", 5e5));

%!test  # fractional ramp ends
%! o = read ("gpt-oss-20b");
%! assert (o.options.scaling.truncate, false);
%! [w, a] = rope_freqs (o.dim, o.options);
%! assert (a, 1.346574, 5e-7);
%! assert (o.options, rope_config ("gpt-oss-20b").options);

%!test  # M-RoPE
%! o = read ("qwen2-vl-7b");
%! assert (o.options, struct ("base", 1e6, "sections", [16, 24, 24], "sections_interleaved", false));
%! assert (read ("qwen2.5-vl-7b").options, o.options);
%! o = read ("qwen3-vl-4b");
%! assert (o.options, struct ("base", 5e6, "sections", [24, 20, 20], "sections_interleaved", true));
%! assert (o.options, rope_config ("qwen3-vl").options);
%! assert (o.pairing, "half");
%! o = read ("ernie-4.5-vl");
%! assert (o.options.pair_axes, [kron(ones (1, 22), [2, 3]), ones(1, 20)]);
%! assert (o.pairing, "interleaved");
%! o = config ("'rope_theta': 1e4, 'rope_scaling': {'type': 'yarn', 'factor': 4, 'original_max_position_embeddings': 1024, 'mrope_section': [2, 3, 3]}");
%! assert (o.options.sections, [2, 3, 3]);
%! assert (o.options.scaling.rope_type, "yarn");

%!test  # language models inside multimodal files; what stands around them counts where they are silent
%! o = read ("llama-4-scout");
%! assert (o.options, rope_config ("llama-4-scout").options);
%! assert (o.pairing, "interleaved");
%! assert (! isempty (strfind (o.note, "no rotary embedding")));
%! o = read ("pixtral-12b");
%! assert ([o.dim, o.options.base, o.max_positions], [128, 1e9, 1024000]);
%! for part = {"text_config", "llm_config", "language_config"}
%!   o = config (["{'model_type': 'm', 'rope_theta': 777, '", part{1}, "': {'model_type': 'qwen2', 'hidden_size': 64, 'num_attention_heads': 2}}"]);
%!   assert ([o.dim, o.options.base], [32, 777]);
%!   assert (o.note, ["from the field ", part{1}]);
%! endfor
%! o = config ("{'thinker_config': {'text_config': {'model_type': 'qwen2', 'hidden_size': 64, 'num_attention_heads': 2, 'rope_theta': 5}}}");
%! assert (o.options.base, 5);
%! assert (o.note, "from the field thinker_config.text_config");

%!test  # dynamic: the length is the model's
%! o = read ("llama-2-dynamic");
%! assert (o.options.scaling, struct ("rope_type", "dynamic", "factor", 2, "max_position_embeddings", 4096));
%! w = rope_freqs (o.dim, o.options, "seq_len", 8192);
%! assert (w(2), (1e4 * 3 ^ (128 / 126)) ^ (-2 / 128), -4 * eps);

%!test  # the older names of rules
%! short = strjoin (repmat ({"1.5"}, 1, 8), ", ");
%! o = config (["'rope_theta': 1e4, 'original_max_position_embeddings': 1024, 'rope_scaling': {'type': 'su', 'short_factor': [", short, "], 'long_factor': [", short, "]}"]);
%! assert (o.options.scaling.rope_type, "longrope");
%! assert (o.options.scaling.max_position_embeddings, 4096);
%! o = config (["'rope_theta': 1e4, 'rope_scaling': {'rope_type': 'longrope', 'original_max_position_embeddings': 1024, 'short_mscale': 1.25, 'long_mscale': 1.25, 'short_factor': [", short, "], 'long_factor': [", short, "]}"]);
%! assert (nthargout (2, @rope_freqs, o.dim, o.options), 1.25);
%! o = config (["'rope_theta': 1e4, 'rope_scaling': {'rope_type': 'longrope', 'original_max_position_embeddings': 1024, 'short_mscale': 1.25, 'long_mscale': 1.5, 'short_factor': [", short, "], 'long_factor': [", short, "]}"]);
%! assert ([o.options.scaling.short_mscale, o.options.scaling.long_mscale], [1.25, 1.5]);
%! [~, a] = rope_freqs (o.dim, o.options, "seq_len", 1025);
%! assert (a, 1.5);
%! o = config ("'rope_theta': 1e4, 'rope_scaling': {'type': 'linear', 'rope_type': 'linear', 'factor': 4.0}");
%! assert (o.options.scaling, struct ("rope_type", "linear", "factor", 4));
%! o = config ("'rope_theta': 1e4, 'rope_scaling': {'type': 'mrope', 'rope_type': 'default', 'mrope_section': [2, 3, 3]}");
%! assert (o.options.sections, [2, 3, 3]);
%! o = config ("{'model_type': 'hunyuan_v1_dense', 'head_dim': 128, 'rope_theta': 10000.0, 'max_position_embeddings': 32768, 'rope_scaling': {'alpha': 1000.0, 'factor': 1.0, 'type': 'dynamic'}}");
%! assert (o.options.scaling, struct ("rope_type", "ntk", "factor", 1000));
%! assert (rope_freqs (128, o.options)(2), (1e4 * 1000 ^ (128/126)) ^ (-2/128), -4 * eps);

%!test  # the rules of other programs that rope_freqs knows; Qwen 1's own fields
%! o = config ("'rope_theta': 1e4, 'rope_scaling': {'type': 'ntk_mixed', 'factor': 2, 'mixed_b': 0.5}");
%! assert (o.options.scaling, struct ("rope_type", "ntk_mixed", "factor", 2, "mixed_b", 0.5));
%! o = config ("'rope_theta': 1e4, 'rope_scaling': {'type': 'yarn', 'factor': 2, 'original_max_position_embeddings': 64, 'extrapolation_factor': 0.5, 'attn_factor': 3}");
%! assert (nthargout (2, @rope_freqs, o.dim, o.options), 3 * (1 + 0.1 * log (2)), 4 * eps);
%! o = config ("{'model_type': 'qwen', 'kv_channels': 128, 'rotary_pct': 1.0, 'rotary_emb_base': 10000, 'seq_length': 8192, 'use_dynamic_ntk': true, 'use_logn_attn': true}");
%! assert (o.options.scaling, struct ("rope_type", "qwen_dynamic", "original_max_position_embeddings", 8192));
%! w = rope_freqs (128, o.options, "seq_len", 16384);          # alpha = 2^(1+1) - 1
%! assert (w(2), (1e4 * 3 ^ (128/126)) ^ (-2/128), -4 * eps);

%!test  # nulls, empty objects and a factor of 1 say nothing; equal fields twice are one
%! o = config ("'rope_theta': 1e4, 'rope_scaling': null, 'rope_parameters': {}, 'head_dim': null, 'partial_rotary_factor': null");
%! assert (o.options, struct ("base", 1e4));
%! assert (config ("'rope_theta': 1e4, 'rope_scaling': {'rope_type': 'default', 'factor': 1.0, 'mscale': null}").options, struct ("base", 1e4));
%! o = config ("'rope_theta': 1e4, 'rope_parameters': {'rope_theta': 10000, 'rope_type': 'linear', 'factor': 2}, 'rope_scaling': {'type': 'linear', 'factor': 2}");
%! assert (o.options.scaling.factor, 2);
%! assert (config ("'rope_theta': 1e4, 'partial_rotary_factor': 0.5, 'rope_parameters': {'rope_type': 'default', 'partial_rotary_factor': 0.5}").dim, 8);

%!test  # an unknown architecture: half, said in certainty and note
%! o = config ("{'model_type': 'nova', 'head_dim': 64, 'rope_theta': 123}");
%! assert (o.pairing, "half");
%! assert (o.certainty, "read from the file; pairing assumed");
%! assert (o.note, "model_type 'nova' is not known: the pairing 'half', that of most Hugging Face models, is assumed; check it");
%! assert (o.max_positions, []);
%! o = config ("{'head_dim': 64, 'rope_theta': 123}");
%! assert (strncmp (o.note, "there is no model_type: ", 24));

%!test  # the name: the file's, or the folder's for config.json; a folder stands for its config.json
%! folder = fullfile (tempname (), "My-Model-1.5B");
%! mkdir (folder);
%! fid = fopen (fullfile (folder, "config.json"), "w");
%! fputs (fid, "{\"model_type\": \"llama\", \"head_dim\": 64, \"rope_theta\": 123}");
%! fclose (fid);
%! o = rope_config (fullfile (folder, "config.json"));
%! p = rope_config (folder);
%! unlink (fullfile (folder, "config.json"));
%! rmdir (folder);
%! rmdir (fileparts (folder));
%! assert (o.name, "My-Model-1.5B");
%! assert (p.options, o.options);

%!test  # printed where no output is asked for, lists in short
%! text = evalc ("rope_config (fullfile (fileparts (which ('rope_config')), '..', 'data', 'configs', 'phi-3-mini-128k.json'))");
%! assert (! isempty (strfind (text, "short_factor   48 numbers, 1.1 ... 3.05")));
%! assert (! isempty (strfind (text, "read from the file")));

%!test  # a study takes the result as it is
%! o = read ("gpt-neox-20b");
%! out = tempname ();
%! evalc ("r = rope_study (o, 'positions', 64, 'plots', false, 'output', out);");
%! assert (r.passed);
%! cellfun (@(f) unlink (f), r.files, "UniformOutput", false);
%! confirm_recursive_rmdir (false, "local");
%! rmdir (out, "s");

## Test input validation
%!error id=rome:noFile rope_config ("no/such/config.json")
%!error <rope_config: cannot read 'no/such/config.json': > rope_config ("no/such/config.json")
%!error <rope_config: LAYER_TYPE must be text, got double> rope_config ("llama-3-8b", "layer_type", 3)
%!error <rope_config: unknown option 'layers'; valid options are layer_type> rope_config ("llama-3-8b", "layers", 3)
%!error <rope_config: all rotary layers of llama-3-8b are alike or not listed, LAYER_TYPE 'local' is not known> rope_config ("llama-3-8b", "layer_type", "local")
%!error id=rome:notJson config ("{'a': ")
%!error id=rome:notJson config ("[1, 2")
%!test refused ("missingField", "the field rope_theta is missing (model_type 'nova')", "{'model_type': 'nova', 'head_dim': 64}")
%!test refused ("missingField", "the field rope_theta is missing (model_type '')", "{'head_dim': 64}")
%!test refused ("missingField", "the field head_dim is missing, and so is hidden_size", "{'model_type': 'llama', 'num_attention_heads': 4, 'rope_theta': 1e4}")
%!test refused ("missingField", "the field head_dim is missing, and so is num_attention_heads", "{'model_type': 'llama', 'hidden_size': 64, 'rope_theta': 1e4}")
%!test refused ("missingField", "qk_rope_head_dim needs the field qk_nope_head_dim", "'qk_rope_head_dim': 16")
%!test refused ("missingField", "rope_scaling needs the field rope_type", "'rope_scaling': {'factor': 2}")
%!test refused ("missingField", "rope_scaling with rope_type 'linear' needs the field factor", "'rope_scaling': {'rope_type': 'linear'}")
%!test refused ("missingField", "rope_scaling with rope_type 'yarn' needs the field original_max_position_embeddings", "'rope_scaling': {'type': 'yarn', 'factor': 2}")
%!test refused ("missingField", "rope_parameters with rope_type 'llama3' needs the field low_freq_factor", "'rope_parameters': {'rope_type': 'llama3', 'factor': 8, 'high_freq_factor': 4, 'original_max_position_embeddings': 8192}")
%!test refused ("missingField", "rope_scaling with rope_type 'longrope' needs the field long_factor", "'rope_scaling': {'type': 'su', 'short_factor': [1, 1, 1, 1, 1, 1, 1, 1]}")
%!test refused ("missingField", "rope_scaling with rope_type 'dynamic' needs the field max_position_embeddings", "{'model_type': 'llama', 'head_dim': 16, 'rope_scaling': {'type': 'dynamic', 'factor': 2}}")
%!test refused ("missingField", "rope_scaling with type 'mrope' needs the field mrope_section", "'rope_scaling': {'type': 'mrope'}")
%!test refused ("missingField", "rope_scaling.mrope_interleaved needs the field mrope_section", "'rope_scaling': {'rope_type': 'default', 'mrope_interleaved': true}")
%!test refused ("missingField", "rope_parameters has no full_attention; LAYER_TYPE must be one of main, compress", "'rope_parameters': {'main': {'rope_theta': 1}, 'compress': {'rope_theta': 2}}")
%!test refused ("unknownField", "unknown rope_type 'spiral' in rope_scaling; known are default, linear, dynamic_linear, ntk, base_factor, dynamic, dynamic_static, ntk_mixed, qwen_dynamic, yarn, dynamic_yarn, yarn_log, theta_scale, longrope, dynamic_longrope, llama3, proportional, su, mrope", "'rope_scaling': {'type': 'spiral', 'factor': 2}")
%!test refused ("unknownField", "unknown field rope_scaling.twist; known fields are rope_type, type, rope_theta, partial_rotary_factor, mrope_section, mrope_interleaved, original_max_position_embeddings, max_position_embeddings, finetuned, llama_4_scaling_beta, factor, alpha, mixed_b, beta_fast, beta_slow, truncate, extrapolation_factor, mscale, mscale_all_dim, mscale_coefficient, attention_factor, attn_factor, short_factor, long_factor, short_mscale, long_mscale, low_freq_factor, high_freq_factor", "'rope_scaling': {'type': 'linear', 'factor': 2, 'twist': 3}")
%!test refused ("unknownField", "unknown field rope_parameters.factor beside the layer types", "'rope_parameters': {'full_attention': {'rope_type': 'default'}, 'factor': 3}")
%!error id=rome:unknownField config ("'rope_magic': 7")
%!error id=rome:unknownField config ("'use_xpos_rotary': true")
%!test refused ("contradictingFields", "rope_parameters.rope_theta is 20000, but rope_theta is 10000", "'rope_theta': 10000, 'rope_parameters': {'rope_type': 'default', 'rope_theta': 2e4}")
%!test refused ("contradictingFields", "rope_theta is 10000, but rotary_emb_base is 20000", "'rope_theta': 10000, 'rotary_emb_base': 20000")
%!test refused ("contradictingFields", "rope_theta stands at two places with different values, at the top and in text_config", "{'rope_theta': 1, 'text_config': {'rope_theta': 2}}")
%!test refused ("contradictingFields", "rope_scaling.rope_type is 'yarn', but rope_scaling.type is 'linear'", "'rope_scaling': {'rope_type': 'yarn', 'type': 'linear', 'factor': 2}")
%!test refused ("contradictingFields", "rope_parameters and rope_scaling say different things", "'rope_parameters': {'rope_type': 'linear', 'factor': 2}, 'rope_scaling': {'rope_type': 'linear', 'factor': 3}")
%!test refused ("contradictingFields", "rope_scaling.low_freq_factor has no meaning for rope_type 'linear'", "'rope_scaling': {'rope_type': 'linear', 'factor': 2, 'low_freq_factor': 1}")
%!test refused ("contradictingFields", "rope_scaling.factor has no meaning for rope_type 'default'", "'rope_scaling': {'rope_type': 'default', 'factor': 2}")
%!test refused ("contradictingFields", "partial_rotary_factor is 0.5, but rope_parameters.partial_rotary_factor is 0.25", "'partial_rotary_factor': 0.5, 'rope_parameters': {'rope_type': 'default', 'partial_rotary_factor': 0.25}")
%!test refused ("contradictingFields", "rotary_dim is 8, but partial_rotary_factor gives 4 of 16 columns", "'rotary_dim': 8, 'partial_rotary_factor': 0.25")
%!test refused ("contradictingFields", "rotary_dim is 32, but a head has 16 columns", "'rotary_dim': 32")
%!test refused ("contradictingFields", "head_dim is 64, but kv_channels is 128", "'head_dim': 64, 'kv_channels': 128")
%!test refused ("contradictingFields", "hidden_size = 64 is no multiple of num_attention_heads = 3", "{'model_type': 'llama', 'hidden_size': 64, 'num_attention_heads': 3}")
%!test refused ("contradictingFields", "rope_scaling.original_max_position_embeddings is 1024, but original_max_position_embeddings is 2048", "'original_max_position_embeddings': 2048, 'rope_scaling': {'rope_type': 'yarn', 'factor': 2, 'original_max_position_embeddings': 1024}")
%!test refused ("contradictingFields", "rope_scaling.attention_factor contradicts short_mscale and long_mscale", "'rope_scaling': {'rope_type': 'longrope', 'original_max_position_embeddings': 1024, 'attention_factor': 1, 'short_factor': [1, 1, 1, 1, 1, 1, 1, 1], 'long_factor': [1, 1, 1, 1, 1, 1, 1, 1], 'short_mscale': 1, 'long_mscale': 2}")
%!test refused ("missingField", "use_dynamic_ntk needs the field seq_length", "'use_dynamic_ntk': true")
%!test refused ("sizeMismatch", "rope_scaling.short_factor must have one number per pair (8), got 3", "'rope_scaling': {'type': 'longrope', 'short_factor': [1, 1, 1], 'long_factor': [1, 1, 1, 1, 1, 1, 1, 1]}")
%!test refused ("sizeMismatch", "rope_scaling.mrope_section must sum to the number of pairs (8), got a sum of 9", "'rope_scaling': {'type': 'mrope', 'mrope_section': [3, 3, 3]}")
%!test refused ("badField", "rope_theta must be a positive number, got 'big'", "'rope_theta': 'big'")
%!test refused ("badField", "rope_theta must be a positive number, got -1", "'rope_theta': -1")
%!test refused ("badField", "head_dim must be an integer up to 2^20, got 7.5", "'head_dim': 7.5")
%!test refused ("badField", "rope_scaling must be an object, got double", "'rope_scaling': 2")
%!test refused ("badField", "rope_scaling.rope_type must be text, got double", "'rope_scaling': {'rope_type': 4}")
%!test refused ("badField", "rope_scaling.factor must be a positive number, got 2x1 double", "'rope_scaling': {'rope_type': 'linear', 'factor': [1, 2]}")
%!test refused ("badField", "rope_scaling.truncate must be true or false", "'rope_scaling': {'rope_type': 'yarn', 'factor': 2, 'original_max_position_embeddings': 64, 'truncate': 1}")
%!test refused ("badField", "rope_scaling.long_factor must be a list of positive numbers", "'rope_scaling': {'rope_type': 'longrope', 'short_factor': [1, 1, 1, 1, 1, 1, 1, 1], 'long_factor': [1, 1, 1, 1, 1, 1, 1, -1]}")
%!test refused ("badField", "rope_scaling.mrope_section must be a list of integers", "'rope_scaling': {'rope_type': 'default', 'mrope_section': [1.5, 6.5]}")
%!test refused ("badField", "partial_rotary_factor must be at most 1, got 2", "'partial_rotary_factor': 2")
%!test refused ("oddDimension", "partial_rotary_factor gives 7 rotated columns; they must be an even number, 2 or more", "'partial_rotary_factor': 0.4375")
%!test refused ("oddDimension", "head_dim gives 15 rotated columns; they must be an even number, 2 or more", "'head_dim': 15")
%!test refused ("oddDimension", "rotary_dim gives 7 rotated columns; they must be an even number, 2 or more", "'rotary_dim': 7")
%!test refused ("noRotary", "alibi is true: the model has no rotary embedding", "'alibi': true")
%!test refused ("noRotary", "position_embedding_type is 'absolute': the model has no rotary embedding", "'position_embedding_type': 'absolute'")
%!test refused ("noRotary", "model_type 'gpt2' has no rotary embedding", "{'model_type': 'gpt2', 'n_embd': 768, 'n_head': 12}")
%!test refused ("noRotary", "rope_parameters.full_attention is null: these layers have no rotary embedding", "'rope_parameters': {'full_attention': null, 'sliding_attention': {'rope_type': 'default'}}")
%!test refused ("badValue", "BASE must be at least 1, got 0.5", "'rope_theta': 0.5")
%!test refused ("badOption", "LAYER_TYPE must be one of full_attention, sliding_attention for this file, got 'global'", "'rope_theta': 1e4, 'rope_local_base_freq': 10", "layer_type", "global")
%!test refused ("badOption", "LAYER_TYPE must be one of full_attention for this file, got 'sliding_attention'", "'rope_theta': 1e4", "layer_type", "sliding_attention")
%!test refused ("badOption", "LAYER_TYPE must be one of main, compress for this file, got 'full_attention'", "'rope_parameters': {'main': {'rope_theta': 1}, 'compress': {'rope_theta': 2}}", "layer_type", "full_attention")
%!error <rope_config: '.*' is not JSON: > config ("{'a': ")
%!error <rope_config: '.*' must hold one JSON object> config ("[1, 2]")
%!error <rope_config: unknown field rope_magic; known fields are rope_theta, rope_scaling, rope_parameters, rotary_pct> config ("'rope_magic': 7")
