"""Golden data from rotary-embedding-torch: language, pixels on two axes, xPos."""
from importlib.metadata import version

import numpy as np
import torch
from rotary_embedding_torch import RotaryEmbedding, apply_rotary_emb

from golden import Golden, pairs_agree


def golden():
    g = Golden("rotary-embedding-torch", {"rotary-embedding-torch": version("rotary-embedding-torch"), "torch": torch.__version__})
    draw = torch.Generator().manual_seed(11)

    r = RotaryEmbedding(48)
    q = torch.randn(2, 3, 10, 64, generator=draw)
    y = r.rotate_queries_or_keys(q, offset=5000)
    angles = r(r.get_seq_pos(10, offset=5000))
    g.add("lang", "RotaryEmbedding (48).rotate_queries_or_keys, offset 5000, 48 of 64 columns",
          {"kind": "rotation", "same_bits": True, "dim": 48, "bound": "default", "options": {"base": 10000.0},
           "pairing": "interleaved", "format": "bhsd"},
          q=q, q_out=y, cos=pairs_agree(angles.cos()), sin=pairs_agree(angles.sin()), positions=np.arange(5000, 5010))

    r = RotaryEmbedding(16, freqs_for="pixel", max_freq=256)
    angles = r.get_axial_freqs(5, 9)
    q = torch.randn(2, 5, 9, 40, generator=draw)
    y = apply_rotary_emb(angles, q)
    cos, sin = (pairs_agree(t).reshape(45, 16) for t in (angles.cos(), angles.sin()))
    exact = np.stack(np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1, 1, 9), indexing="ij"), -1).reshape(-1, 2)
    g.add("pixel", "RotaryEmbedding (16, freqs_for='pixel', max_freq=256).get_axial_freqs (5, 9), 32 of 40 columns",
          {"kind": "rotation", "same_bits": True, "dim": 32, "bound": "pixel-linear",
           "options": {"freqs": list(np.tile(np.linspace(1, 128, 8) * np.pi, 2)), "axes": [16, 16]},
           "position_error": {"absolute": 3}, "pairing": "interleaved", "format": "bsd"},
          q=q.reshape(2, 45, 40), q_out=y.reshape(2, 45, 40), cos=cos, sin=sin, positions=exact)

    r = RotaryEmbedding(32, use_xpos=True, xpos_scale_base=512)
    q, k = (torch.randn(2, 3, 24, 32, generator=draw) for _ in range(2))
    q_out, k_out = r.rotate_queries_and_keys(q, k)
    g.add("xpos", "RotaryEmbedding (32, use_xpos=True).rotate_queries_and_keys",
          {"kind": "xpos", "dim": 32, "bound": "default", "options": {"base": 10000.0}, "scale_base": 512,
           "pairing": "interleaved", "format": "bhsd"},
          q=q, k=k, q_out=q_out, k_out=k_out, scale=pairs_agree(r.get_scale(r.get_seq_pos(24))), positions=np.arange(24))
    return g
