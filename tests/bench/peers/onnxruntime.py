"""rome_rotate against onnxruntime's RotaryEmbedding (ai.onnx, operator set 23): `onnxruntime.py LIBROME_SO [CSV]`.

Both rotate the same x with the same tables into the same output, all of it touched before; memcpy is numpy's copy between
the two.  Before anything is timed ours must equal the formula bit for bit, and onnxruntime must be within a few units in the
last place of it.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import ctypes
import itertools
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import onnx
from onnx import TensorProto, helper

sys.path = [folder for folder in sys.path if not folder.endswith("peers")]  # this file has the name of the package
import onnxruntime  # noqa: E402

FORMATS = {"f32": (np.float32, TensorProto.FLOAT, 1), "f16": (np.float16, TensorProto.FLOAT16, 3)}  # last: rome_format
SHAPES = {"A": [(1, 2048, 32)], "B": [(1, 8192, 32)], "C": [(32, 64, 1)], "D": [(2, 512, 32), (2, 512, 8)], "E": [(1, 1, 32)]}
DIM = 128
ROUNDS, SHORTEST = 11, 2e-3  # seconds that a sample lasts at least
ULPS = 4                     # onnxruntime from ours, in ulp of the larger member of the pair


# ---- librome, as src/rome.h declares it ----

size, step = ctypes.c_size_t, ctypes.c_ssize_t


class Extent(ctypes.Structure):
    _fields_ = [(name, size) for name in ("batch", "tokens", "heads", "dim")]


class Stride(ctypes.Structure):
    _fields_ = [(name, step) for name in ("batch", "token", "head", "dim")]


class Run(ctypes.Structure):
    _fields_ = [(name, size) for name in ("first", "second", "step", "count", "to_first", "to_second", "to_step")]


class Table(ctypes.Structure):
    _fields_ = [("cos", ctypes.c_void_p), ("sin", ctypes.c_void_p), ("rows", size), ("wide", ctypes.c_int)] + [
        (name, step) for name in ("row_stride", "column_stride", "batch_stride", "head_stride")]


class Rows(ctypes.Structure):
    _fields_ = [("row", ctypes.c_void_p), ("batch_step", size), ("token_step", size), ("offset", ctypes.c_void_p),
                ("offset_step", size)]


class Rotation(ctypes.Structure):
    _fields_ = [("format", ctypes.c_int), ("x", ctypes.c_void_p), ("y", ctypes.c_void_p), ("extent", Extent),
                ("x_stride", Stride), ("y_stride", Stride), ("start", size), ("runs", ctypes.POINTER(Run)), ("nruns", size),
                ("table", Table), ("rows", Rows), ("inverse", ctypes.c_int), ("threads", ctypes.c_int),
                ("fresh_output", ctypes.c_int)]


class Rome:
    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.rome_rotate.argtypes = [ctypes.POINTER(Rotation), ctypes.c_void_p]
        self.library.rome_instruction_set.restype = ctypes.c_char_p

    def rotation(self, case, threads):
        """A function that rotates case.x into case.y."""
        b, s, h, d = case.x.shape
        half = d // 2
        run = Run(0, half, 1, half) if case.half else Run(0, 1, 2, half)
        stride = Stride(s * h * d, h * d, d, 1)
        cos, sin = case.single  # 16-bit tensors take tables in single precision: here of the same values
        table = Table(cos.ctypes.data, sin.ctypes.data, s, 0, half, 1, 0, 0)
        r = Rotation(format=FORMATS[case.format][2], x=case.x.ctypes.data, y=case.y.ctypes.data, extent=Extent(b, s, h, d),
                     x_stride=stride, y_stride=stride, runs=ctypes.pointer(run), nruns=1, table=table, threads=threads)
        pointer, rotate = ctypes.byref(r), self.library.rome_rotate
        if rotate(pointer, None) != 0:
            sys.exit("onnxruntime.py: rome_rotate failed")
        return lambda: rotate(pointer, None)


# ---- onnxruntime ----

def session_of(node, inputs, output, threads):
    graph = helper.make_graph([node], "g", inputs, [output])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 23)], ir_version=10)
    onnx.checker.check_model(model)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def run_of(session, arrays):
    """A function that runs the session on these very arrays; the last one is the output."""
    binding = session.io_binding()
    names = [value.name for value in session.get_inputs() + session.get_outputs()]
    for name, array in zip(names[:-1], arrays[:-1]):
        binding.bind_input(name, "cpu", 0, array.dtype.type, array.shape, array.ctypes.data)
    y = arrays[-1]
    binding.bind_output(names[-1], "cpu", 0, y.dtype.type, y.shape, y.ctypes.data)
    return lambda: session.run_with_iobinding(binding)


def peer_rotation(case, threads):
    b, s, h, d = case.x.shape
    kind = FORMATS[case.format][1]
    node = helper.make_node("RotaryEmbedding", ["x", "c", "s", "p"], ["y"], num_heads=h, interleaved=0 if case.half else 1)
    tensor = helper.make_tensor_value_info
    session = session_of(node, [tensor("x", kind, [b, s, h * d]), tensor("c", kind, [s, d // 2]), tensor("s", kind, [s, d // 2]),
                                tensor("p", TensorProto.INT64, [b, s])], tensor("y", kind, [b, s, h * d]), threads)
    flat = (b, s, h * d)
    return run_of(session, [case.x.reshape(flat), case.cos, case.sin, case.positions, case.y.reshape(flat)])


def peer_empty():
    """What a session of one node costs that copies one number."""
    one = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    session = session_of(helper.make_node("Identity", ["x"], ["y"]), one[:1], one[1], 1)
    arrays = [np.ones(1, np.float32), np.zeros(1, np.float32)]
    run = run_of(session, arrays)
    return lambda: run() or arrays  # keeps the arrays alive


# ---- what is rotated ----

class Case:
    def __init__(self, shape, format, half):
        kind = FORMATS[format][0]
        self.format, self.half = format, half
        b, s = shape[:2]
        self.x = np.random.default_rng(3).uniform(-3, 2, (*shape, DIM)).astype(kind)
        self.y = np.ones_like(self.x)
        angle = (1000 + np.arange(s))[:, None] * 1e4 ** (-2 * np.arange(DIM // 2) / DIM)
        self.cos, self.sin = np.cos(angle).astype(kind), np.sin(angle).astype(kind)
        self.single = self.cos.astype(np.float32), self.sin.astype(np.float32)
        self.positions = np.tile(np.arange(s, dtype=np.int64), (b, 1))

    def pair(self, array):
        return (array[..., :DIM // 2], array[..., DIM // 2:]) if self.half else (array[..., 0::2], array[..., 1::2])

    def formula(self):
        """Two products and one sum, each rounded to single precision, then once to the format."""
        x0, x1 = (v.astype(np.float32) for v in self.pair(self.x))
        c, s = (t[None, :, None, :] for t in self.single)
        y = np.empty_like(self.x)
        first, second = self.pair(y)
        first[...] = x0 * c - x1 * s
        second[...] = x1 * c + x0 * s
        return y

    def check(self, ours, theirs):
        """The largest difference in ulp of the larger member of the pair, and the absolute one."""
        expected = self.formula()
        self.y.fill(0)
        ours()
        if expected.tobytes() != self.y.tobytes():
            sys.exit("onnxruntime.py: rome_rotate differs from the formula")
        self.y.fill(0)
        theirs()
        difference = np.abs(self.y.astype(np.float32) - expected.astype(np.float32))
        x0, x1 = self.pair(self.x)
        ulp = np.spacing(np.maximum(np.abs(x0), np.abs(x1))).astype(np.float32)
        most = max(float((part / ulp).max()) for part in self.pair(difference))
        if not most <= ULPS:
            sys.exit(f"onnxruntime.py: onnxruntime is {most:.3g} ulp away")
        return most, float(difference.max())


def copier(cases, pool, threads):
    """numpy's copy of every x to its y, the second half by another thread if there are two."""
    if threads == 1:
        return lambda: [np.copyto(c.y, c.x) for c in cases]
    flat = [(c.y.reshape(-1), c.x.reshape(-1), c.x.size // 2) for c in cases]

    def run():
        for y, x, n in flat:
            other = pool.submit(np.copyto, y[n:], x[n:])
            np.copyto(y[:n], x[:n])
            other.result()
    return run


# ---- timing ----

def sample(run, runs, clock):
    start = clock()
    for _ in itertools.repeat(None, runs):
        run()
    return (clock() - start) / runs


def race(contenders, clock):
    """Times of all in turn, one row per round.  One thread: its processor time; more: the clock on the wall, of which the
    fastest round counts later, as in make bench."""
    runs = []
    for run in contenders:
        n = 1
        while sample(run, n, clock) * n < SHORTEST:
            n *= 2
        runs.append(n)
    times = np.empty((ROUNDS, len(contenders)))
    for row in times:
        for k, run in enumerate(contenders):
            time.sleep(5e-3)  # threads of the one before go to sleep
            run()             # and its own ones wake up
            row[k] = sample(run, runs[k], clock)
    return times


def measure(rome, pool, name, format, half, threads, csv):
    cases = [Case(shape, format, half) for shape in SHAPES[name]]
    ours = [rome.rotation(c, threads) for c in cases]
    theirs = [peer_rotation(c, threads) for c in cases]
    checked = [c.check(f, g) for c, f, g in zip(cases, ours, theirs)]
    all_of = lambda calls: calls[0] if len(calls) == 1 else lambda: [call() for call in calls]  # noqa: E731
    contenders = [all_of(ours), all_of(theirs), copier(cases, pool, threads), rome.library.rome_has_tile, peer_empty()]
    times = race(contenders, time.thread_time if threads == 1 else time.perf_counter)
    elements = sum(c.x.size for c in cases)
    if threads > 1:
        times = times.min(axis=0, keepdims=True)
    rope, peer, copy, call, peer_call = (np.median(times, axis=0)).tolist()
    speed = float(np.median(times[:, 1] / times[:, 0]))
    of_copy = float(np.median(times[:, 2] / times[:, 0]))
    without = (peer - peer_call) / (rope - call)
    target = 0 if format != "f32" or name == "C" else 9 if name == "E" else 2 if half else 1.5
    missed = "!" if (without if name == "E" else speed) < target else " "
    text = f"{name} {format} {'half' if half else 'int'}"
    print(f"  {text:12s} {threads:3d} {rope * 1e9 / elements:9.3f} {peer * 1e9 / elements:9.3f} {of_copy:9.2f} {copy / peer:9.2f}"
          f" {speed:8.2f}{missed if name != 'E' else ' '} {without:8.2f}{missed if name == 'E' else ' '}"
          f" {max(c[0] for c in checked):7.2f} {max(c[1] for c in checked):9.2g}", flush=True)
    if csv:
        for who, t in zip(("rope", "onnxruntime", "memcpy", "empty call", "empty session"), (rope, peer, copy, call, peer_call)):
            csv.write(f"onnxruntime,{text},{threads},{who},{t * 1e9:.6g},{t * 1e9 / elements:.6g},{copy / t:.4g},{peer / t:.4g}\n")


def main(path, csv_name=None):
    rome = Rome(path)
    csv = open(csv_name, "w") if csv_name else None
    if csv:
        csv.write("table,case,threads,contender,ns,ns_per_element,of_memcpy,over_onnxruntime\n")
    print(f"onnxruntime {onnxruntime.__version__}, kernels: {rome.library.rome_instruction_set().decode()}; ns per element; speed of"
          " ours relative to numpy's copy and to onnxruntime,\nthe same without the price of an empty call of each; largest difference"
          " in ulp and absolutely")
    print(f"  {'':12s} thr      rope      onnx  / memcpy  (theirs)   / onnx   w/o call      ulp  absolute")
    with ThreadPoolExecutor(1) as pool:
        for threads in (1, 2):
            for name, format, half in itertools.product(SHAPES, FORMATS, (False, True)):
                if threads == 1 or name != "E":  # a decode step is too small to share
                    measure(rome, pool, name, format, half, threads, csv)
    if csv:
        csv.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
