"""Small .npy and .safetensors files written by numpy, ml_dtypes and safetensors: fixtures for rope_load.

Every array is made by value (): high-entropy bits of the type, or 100 i + 10 j + k where the place is to be seen.
"""
import struct

import ml_dtypes
import numpy as np
import safetensors.numpy
import safetensors.torch
import torch


def bits(dtype, shape, seed):
    """Random bit patterns of a type (booleans: 0 and 1)."""
    r = np.random.default_rng(seed)
    dtype = np.dtype(dtype)
    if dtype == bool:
        return r.integers(0, 2, shape).astype(bool)
    a = r.integers(0, 256, tuple(shape) + (dtype.itemsize,), dtype=np.uint8)
    return a.view(dtype)[..., 0]


def places(dtype, shape):
    """Each element tells its own indices: 100 i + 10 j + k."""
    index = np.indices(shape)
    weights = [10 ** (len(shape) - 1 - a) for a in range(len(shape))]
    return sum(w * i for w, i in zip(weights, index)).astype(dtype)


def write_npy(folder):
    made = {}

    def save(name, array, version=(1, 0)):
        with open(folder / f"{name}.npy", "wb") as f:
            np.lib.format.write_array(f, array, version=version, allow_pickle=True)
        made[name] = array

    for n, t in enumerate(["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u8", "u4", "u2", "u1", "b1", "c8", "c16"]):
        save(f"npy-{t}", bits(t, (2, 3, 4), n))
    for t in ["f8", "f4", "f2", "i8", "u2", "c8"]:
        save(f"npy-big-{t}", bits(t, (2, 3, 4), 40).astype(t).astype(">" + t))
    save("npy-fortran", np.asfortranarray(places("f4", (2, 3, 4))))
    save("npy-places", places("f4", (2, 3, 4)))
    save("npy-v2", places("i4", (2, 3)), version=(2, 0))
    save("npy-v3", places("i4", (2, 3)), version=(3, 0))
    save("npy-scalar", np.array(2.5))
    save("npy-vector", places("f8", (5,)))
    save("npy-empty", np.zeros((0, 3), "f4"))
    save("npy-bf16", places("f4", (2, 3)).astype(ml_dtypes.bfloat16))
    save("npy-object", np.array([1, "a"], dtype=object))
    save("npy-text", np.array(["ab", "c"]))
    save("npy-record", np.zeros(2, dtype=[("a", "f4"), ("b", "i2")]))
    return made


def write_safetensors(folder):
    kinds = ["float64", "float32", "bfloat16", "float16", "int64", "int32", "int16", "int8", "uint64", "uint32", "uint16",
             "uint8", "bool", "complex64", "float8_e4m3fn", "float8_e5m2"]
    tensors = {}
    for n, k in enumerate(kinds):
        dtype = getattr(torch, k)
        if k == "bool":
            tensors[f"model.{k}"] = torch.from_numpy(bits(bool, (2, 3, 4), n))
        else:
            size = torch.empty(0, dtype=dtype).element_size()
            raw = torch.from_numpy(bits("u1", (2, 3, 4 * size), n).copy())
            tensors[f"model.{k}"] = raw.view(dtype)
    tensors["scalar"] = torch.tensor(2.5, dtype=torch.float64)
    tensors["vector"] = torch.arange(5, dtype=torch.float32)
    tensors["empty"] = torch.zeros(0, 3)
    tensors["model.layers.0.self_attn.q_proj.weight"] = torch.from_numpy(places("f4", (2, 3, 4)))
    tensors['sp ace "quoted" \\ é'] = torch.from_numpy(places("i4", (2, 2)))
    metadata = {"format": "pt", "note": 'a "b"\nc é'}
    safetensors.torch.save_file(tensors, folder / "torch.safetensors", metadata=metadata)
    safetensors.numpy.save_file({"x": places("f8", (2, 3))}, folder / "numpy.safetensors")


def write(folder):
    write_npy(folder)
    write_safetensors(folder)


def versions():
    return {"numpy": np.__version__, "ml_dtypes": ml_dtypes.__version__, "safetensors": safetensors.__version__,
            "torch": torch.__version__}
