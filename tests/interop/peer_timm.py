"""Golden data from timm: 2-D rotary embeddings on grids that are not square, so that exchanged axes show."""
import math

import numpy as np
import timm
import torch
from timm.layers import pos_embed_sincos as rope

from golden import Golden, halves_agree, pairs_agree

HEIGHT, WIDTH = 5, 9


def grid(h, w):
    """Row-major h, w of each token, in double."""
    return np.stack(np.meshgrid(h, w, indexing="ij"), -1).reshape(-1, 2)


def both(g, name, source, emb, half, fields, positions, **arrays):
    """emb: tokens by 2 D, sines then cosines; x is rotated by apply_rot_embed_cat."""
    dim = emb.shape[-1] // 2
    x = torch.randn(1, 2, emb.shape[0], dim, generator=torch.Generator().manual_seed(len(name)))
    y = rope.apply_rot_embed_cat(x, emb, half=half)
    table = halves_agree if half else pairs_agree
    sin, cos = emb.chunk(2, -1)
    g.add(name, source, {"kind": "rotation", "same_bits": True, "dim": dim, "pairing": "half" if half else "interleaved",
                         "format": "bhsd", **fields},
          q=x, q_out=y, cos=table(cos), sin=table(sin), positions=positions, **arrays)


def golden():
    g = Golden("timm", {"timm": timm.__version__, "torch": torch.__version__})
    tokens = [HEIGHT, WIDTH]
    index = grid(np.arange(HEIGHT), np.arange(WIDTH)).astype(np.float64)

    for half in (False, True):
        r = rope.RotaryEmbeddingCat(64, in_pixels=False, feat_shape=tokens, rotate_half=half)
        both(g, f"index-{'half' if half else 'interleaved'}", "RotaryEmbeddingCat (in_pixels=False)", r.get_embed(), half,
             {"bound": "default", "options": {"base": 10000.0, "axes": [32, 32]}}, index, inv_freq=r.bands)

    # EVA-02: positions scaled to the grid of the pretraining; the angles are those of x / s * r, in float32
    r = rope.RotaryEmbeddingCat(64, in_pixels=False, feat_shape=tokens, ref_feat_shape=[16, 12], grid_offset=1.0)
    exact = grid((np.arange(HEIGHT) + 1.0) / HEIGHT * 16, (np.arange(WIDTH) + 1.0) / WIDTH * 12)
    both(g, "eva-02", "RotaryEmbeddingCat (ref_feat_shape, grid_offset)", r.get_embed(), False,
         {"bound": "default", "options": {"base": 10000.0, "axes": [32, 32]}, "position_error": {"relative": 2}}, exact)

    # frequencies of pixels: -1 to 1 along each axis, pi to pi max_res / 2, evenly or in octaves
    pixels = grid(np.linspace(-1, 1, HEIGHT), np.linspace(-1, 1, WIDTH))
    for linear in (True, False):
        r = rope.RotaryEmbeddingCat(64, in_pixels=True, max_res=224, linear_bands=linear, feat_shape=tokens)
        n = 16
        bands = np.linspace(1, 112, n) if linear else 2 ** np.linspace(0, math.log2(224) - 1, n)
        both(g, f"pixel-{'linear' if linear else 'octaves'}", "RotaryEmbeddingCat (in_pixels=True, max_res=224)", r.get_embed(),
             False, {"bound": "pixel-linear" if linear else "pixel-octaves",
                     "options": {"freqs": list(np.tile(bands * np.pi, 2)), "axes": [32, 32]},
                     "position_error": {"absolute": 3}}, pixels)

    # DINOv3: centres of patches, -1 to 1 along each axis; 2 pi over periods
    r = rope.RotaryEmbeddingDinoV3(64, temperature=100.0, feat_shape=tokens)
    centres = grid(2 * (np.arange(HEIGHT) + 0.5) / HEIGHT - 1, 2 * (np.arange(WIDTH) + 0.5) / WIDTH - 1)
    freqs = 2 * np.pi / 100.0 ** (np.arange(16) / 16)
    both(g, "dinov3", "RotaryEmbeddingDinoV3", r.get_embed(), True,
         {"bound": "dinov3", "options": {"freqs": list(np.tile(freqs, 2)), "axes": [32, 32]},
          "position_error": {"absolute": 3}}, centres)

    # RoPE-Mixed: every pair has a frequency along x and one along y, here those of one block and head; coordinates x, y
    torch.manual_seed(7)
    r = rope.RotaryEmbeddingMixed(64, depth=1, num_heads=2, feat_shape=tokens)
    emb = r.get_embed()[0].detach()
    freqs = r.freqs.detach()[:, 0, 1].double().numpy()
    both(g, "mixed", "RotaryEmbeddingMixed (depth 1, head 2)", emb[1], False,
         {"bound": "given", "options": {"freqs": freqs.T.tolist(), "axes": [16, 16]}}, index[:, ::-1].copy())
    return g
