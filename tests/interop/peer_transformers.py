"""Golden data from Hugging Face transformers: its seven rope types, and the rotations of five models."""
import numpy as np
import torch
import transformers
from transformers import DeepseekV3Config, GPTNeoXConfig, LlamaConfig
from transformers.models.deepseek_v3 import modeling_deepseek_v3 as deepseek
from transformers.models.gpt_neox import modeling_gpt_neox as neox
from transformers.models.llama import modeling_llama as llama
from transformers.models.qwen2_vl import modeling_qwen2_vl as qwen2
from transformers.models.qwen2_vl.configuration_qwen2_vl import Qwen2VLTextConfig, Qwen2VLVisionConfig
from transformers.models.qwen3_vl import modeling_qwen3_vl as qwen3
from transformers.models.qwen3_vl.configuration_qwen3_vl import Qwen3VLTextConfig

from golden import Golden, far_positions, halves_agree


def factors(n, low, high, seed):
    """Increasing factors of LongRoPE, made of float32 values, as text keeps them."""
    r = np.random.default_rng(seed)
    return [float(np.float32(v)) for v in np.sort(np.exp(r.uniform(np.log(low), np.log(high), n)))]


# name, dim, base, last position, config.max_position_embeddings, fields of rope_parameters (beyond rope_theta)
RULES = [
    ("default-128", 128, 10000.0, 1 << 20, 4096, {"rope_type": "default"}),
    ("default-80", 80, 10000.0, 131071, 4096, {"rope_type": "default"}),
    ("default-96-5e5", 96, 500000.0, 131071, 8192, {"rope_type": "default"}),
    ("linear", 128, 10000.0, 131071, 4096, {"rope_type": "linear", "factor": 7.3}),
    ("dynamic-grown", 128, 10000.0, 30000, 4096, {"rope_type": "dynamic", "factor": 2.7}),
    ("dynamic-short", 96, 10000.0, 4000, 4096, {"rope_type": "dynamic", "factor": 2.7}),
    ("yarn", 128, 1000000.0, 131071, 131072,
     {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 32768}),
    ("yarn-deepseek", 64, 10000.0, 163839, 163840,
     {"rope_type": "yarn", "factor": 40.0, "original_max_position_embeddings": 4096, "beta_fast": 32.0, "beta_slow": 1.0,
      "mscale": 1.0, "mscale_all_dim": 0.707}),
    ("yarn-gpt-oss", 64, 150000.0, 131071, 131072,
     {"rope_type": "yarn", "factor": 32.0, "original_max_position_embeddings": 4096, "truncate": False}),
    ("longrope-short", 96, 10000.0, 4095, 131072,
     {"rope_type": "longrope", "original_max_position_embeddings": 4096, "short_factor": factors(48, 1.0, 3.0, 1),
      "long_factor": factors(48, 1.0, 64.0, 2)}),
    ("longrope-long", 96, 10000.0, 131071, 131072,
     {"rope_type": "longrope", "original_max_position_embeddings": 4096, "short_factor": factors(48, 1.0, 3.0, 1),
      "long_factor": factors(48, 1.0, 64.0, 2)}),
    ("llama3", 128, 500000.0, 131071, 131072,
     {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
      "original_max_position_embeddings": 8192}),
    ("proportional", 256, 1000000.0, 131071, 131072, {"rope_type": "proportional", "partial_rotary_factor": 0.25}),
]


def our_scaling(fields, max_positions):
    """The same fields for our SCALING struct; transformers takes max_position_embeddings from the config."""
    s = dict(fields)
    if s["rope_type"] == "dynamic" or (s["rope_type"] == "longrope" and "factor" not in s):
        s["max_position_embeddings"] = max_positions
    return s


def rules(g):
    for seed, (name, dim, base, last, max_positions, fields) in enumerate(RULES):
        config = LlamaConfig(hidden_size=2 * dim, num_attention_heads=2, head_dim=dim, max_position_embeddings=max_positions,
                             rope_parameters={**fields, "rope_theta": base})
        module = llama.LlamaRotaryEmbedding(config)
        positions = far_positions(40, last, seed)
        cos, sin = module(torch.zeros(1), torch.from_numpy(positions)[None])
        g.add(f"rule-{name}", "LlamaRotaryEmbedding.forward (ROPE_INIT_FUNCTIONS)",
              {"kind": "tables", "dim": dim, "bound": fields["rope_type"],
               "options": {"base": base, "scaling": our_scaling(fields, max_positions), "seq_len": last + 1}},
              positions=positions, inv_freq=module.inv_freq, cos=halves_agree(cos)[0], sin=halves_agree(sin)[0])
        if name == "dynamic-grown":
            # a shorter sequence afterwards, still longer than max_position_embeddings: the module keeps its frequencies
            positions = far_positions(40, 9000, seed)
            cos, sin = module(torch.zeros(1), torch.from_numpy(positions)[None])
            g.add("rule-dynamic-kept", "LlamaRotaryEmbedding.forward, after a call with 30001 tokens",
                  {"kind": "tables", "dim": dim, "bound": fields["rope_type"],
                   "options": {"base": base, "scaling": our_scaling(fields, max_positions), "seq_len": last + 1}},
                  positions=positions, inv_freq=module.inv_freq, cos=halves_agree(cos)[0], sin=halves_agree(sin)[0])

    # above 2^24 float32 does not hold every position
    config = LlamaConfig(hidden_size=256, num_attention_heads=2, head_dim=128, rope_parameters={"rope_type": "default", "rope_theta": 10000.0})
    positions = np.arange(2**24 - 2, 2**24 + 14)
    cos, sin = llama.LlamaRotaryEmbedding(config)(torch.zeros(1), torch.from_numpy(positions)[None])
    g.add("beyond-2^24", "LlamaRotaryEmbedding.forward",
          {"kind": "tables", "dim": 128, "bound": "default", "options": {"base": 10000.0}, "position_error": {"relative": 1}},
          positions=positions, cos=halves_agree(cos)[0], sin=halves_agree(sin)[0])


def qk(b, hq, hk, s, d, seed, order="bhsd"):
    r = torch.Generator().manual_seed(seed)
    shape = {"b": b, "s": s, "d": d}
    return [torch.randn([h if c == "h" else shape[c] for c in order], generator=r) for h in (hq, hk)]


def rotation(g, name, source, apply, q, k, cos, sin, table, fields, **more):
    q_out, k_out = apply(q, k, cos, sin)
    g.add(name, source, {"kind": "rotation", "same_bits": True, **fields}, q=q, k=k, q_out=q_out, k_out=k_out,
          cos=table(cos), sin=table(sin), **more)


def models(g):
    first = lambda t: halves_agree(t)[0]

    config = LlamaConfig(hidden_size=256, num_attention_heads=4, head_dim=64, max_position_embeddings=131072,
                         rope_parameters={"rope_type": "default", "rope_theta": 500000.0})
    positions = far_positions(12, 131071, 50)
    cos, sin = llama.LlamaRotaryEmbedding(config)(torch.zeros(1), torch.from_numpy(positions)[None])
    q, k = qk(2, 4, 2, 12, 64, 1)
    rotation(g, "llama", "llama apply_rotary_pos_emb", llama.apply_rotary_pos_emb, q, k, cos, sin, first,
             {"dim": 64, "bound": "default", "options": {"base": 500000.0}, "pairing": "half", "format": "bhsd"},
             positions=positions)

    # the same in the formats that models run in: torch rounds each product and the sum to the format
    for name, dtype in [("bf16", torch.bfloat16), ("f16", torch.float16)]:
        low = [t.to(dtype) for t in (q, k, cos, sin)]
        q_out, _ = llama.apply_rotary_pos_emb(*low)
        g.add(f"llama-{name}", f"llama apply_rotary_pos_emb, {name}",
              {"kind": "operator", "dtype": name, "pairing": "half", "format": "bhsd"},
              q=low[0], q_out=q_out, cos=first(low[2]), sin=first(low[3]))

    config = GPTNeoXConfig(hidden_size=384, num_attention_heads=4, max_position_embeddings=2048,
                           rope_parameters={"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.25})
    positions = far_positions(12, 2047, 51)
    cos, sin = neox.GPTNeoXRotaryEmbedding(config)(torch.zeros(1), torch.from_numpy(positions)[None])
    q, k = qk(2, 3, 3, 12, 96, 2)
    rotation(g, "gpt-neox", "gpt_neox apply_rotary_pos_emb, 24 of 96 columns", neox.apply_rotary_pos_emb, q, k, cos, sin, first,
             {"dim": 24, "bound": "default", "options": {"base": 10000.0}, "pairing": "half", "format": "bhsd"},
             positions=positions)

    config = DeepseekV3Config(hidden_size=256, num_attention_heads=4, max_position_embeddings=4096, qk_rope_head_dim=32,
                              qk_nope_head_dim=32, head_dim=32,
                              rope_parameters={"rope_type": "default", "rope_theta": 10000.0})
    positions = far_positions(12, 4095, 52)
    cos, sin = deepseek.DeepseekV3RotaryEmbedding(config)(torch.zeros(1), torch.from_numpy(positions)[None])
    q, k = qk(2, 3, 1, 12, 32, 3)
    rotation(g, "deepseek-v3", "deepseek_v3 apply_rotary_pos_emb_interleave", deepseek.apply_rotary_pos_emb_interleave, q, k,
             cos, sin, first, {"dim": 32, "bound": "default", "options": {"base": 10000.0}, "pairing": "interleave-half",
                               "format": "bhsd"}, positions=positions)

    # text, then an image of 3 by 4 tokens, then text: t, h, w of each token, far out
    t = [0, 1, 2] + [3] * 12 + [7, 8, 9]
    h = [0, 1, 2] + [3 + i // 4 for i in range(12)] + [7, 8, 9]
    w = [0, 1, 2] + [3 + i % 4 for i in range(12)] + [7, 8, 9]
    thw = np.array([t, h, w]) + 30000
    for name, module, config, sections, interleaved in [
            ("qwen2-vl", qwen2.Qwen2VLRotaryEmbedding, Qwen2VLTextConfig, [16, 24, 24], False),
            ("qwen3-vl", qwen3.Qwen3VLTextRotaryEmbedding, Qwen3VLTextConfig, [24, 20, 20], True)]:
        c = config(hidden_size=256, num_attention_heads=2, head_dim=128, max_position_embeddings=32768,
                   rope_parameters={"rope_type": "default", "rope_theta": 1000000.0, "mrope_section": sections})
        cos, sin = module(c)(torch.zeros(1), torch.from_numpy(thw)[:, None])
        apply = (qwen3 if interleaved else qwen2).apply_rotary_pos_emb
        q, k = qk(2, 2, 1, thw.shape[1], 128, 4)
        options = {"base": 1000000.0, "sections": sections}
        if interleaved:
            options["sections_interleaved"] = True
        rotation(g, name, f"{module.__name__}, apply_rotary_pos_emb", apply, q, k, cos, sin, first,
                 {"dim": 128, "bound": "default", "options": options, "pairing": "half", "format": "bhsd"},
                 positions=thw.T.copy())

    # the vision tower of Qwen2-VL: each axis has half of the head; one token after the other, no batch
    module = qwen2.Qwen2VLVisionRotaryEmbedding(Qwen2VLVisionConfig(embed_dim=160, num_heads=2))
    hw = np.stack(np.meshgrid(np.arange(6), np.arange(10), indexing="ij"), -1).reshape(-1, 2)
    cos, sin = module(torch.zeros(1), torch.from_numpy(hw))
    q, k = qk(1, 2, 2, 60, 80, 5, "shd")
    rotation(g, "qwen2-vl-vision", "Qwen2VLVisionRotaryEmbedding, apply_rotary_pos_emb_vision, grid 6 by 10",
             qwen2.apply_rotary_pos_emb_vision, q, k, cos, sin, halves_agree,
             {"dim": 80, "bound": "default", "options": {"base": 10000.0, "axes": [40, 40]}, "pairing": "half", "format": "shd"},
             positions=hw)


def golden():
    g = Golden("transformers", {"transformers": transformers.__version__, "torch": torch.__version__})
    rules(g)
    models(g)
    return g
