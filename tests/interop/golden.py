"""Collects the cases of one library and writes them: NAME.safetensors with the arrays, one entry in cases.json per case."""
import json

import ml_dtypes
import numpy as np
import torch
from safetensors.numpy import save_file


def array(x):
    if isinstance(x, torch.Tensor):
        x = x.detach().contiguous()
        x = x.view(torch.int16).numpy().view(ml_dtypes.bfloat16) if x.dtype == torch.bfloat16 else x.numpy()
    return np.ascontiguousarray(x)


class Golden:
    def __init__(self, library, versions):
        self.library, self.versions = library, versions
        self.arrays, self.cases = {}, []

    def add(self, name, source, fields, **arrays):
        """source: the function that was called.  fields: what rope_cache and rope_apply are to be called with, and the bound's
        parameters.  arrays: what went in and what came out, stored as NAME/key."""
        for key, value in arrays.items():
            self.arrays[f"{name}/{key}"] = array(value)
        self.cases.append({"name": name, "library": self.library, "source": source, **fields, "arrays": sorted(arrays)})

    def write(self, folder):
        save_file(self.arrays, folder / f"{self.library}.safetensors", metadata={"versions": json.dumps(self.versions)})
        return self.cases


def far_positions(count, last, seed):
    """Sorted positions 0, 1, 2, 3, then log-uniform up to last, last included."""
    r = np.random.default_rng(seed)
    middle = np.unique(np.exp(r.uniform(np.log(4), np.log(last), 4 * count)).astype(np.int64))
    chosen = r.choice(middle, count - 5, replace=False)
    return np.unique(np.concatenate([[0, 1, 2, 3, last], chosen]))


def halves_agree(table):
    """A table of full width cat (t, t): the first half."""
    h = table.shape[-1] // 2
    assert torch.equal(table[..., :h], table[..., h:])
    return table[..., :h]


def pairs_agree(table):
    """A table of full width with each angle at 2i and 2i+1: one of them."""
    assert torch.equal(table[..., ::2], table[..., 1::2])
    return table[..., ::2]
