"""Golden data from ONNX Runtime: RotaryEmbedding of ai.onnx (opset 23) and of com.microsoft, on the CPU."""
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

from golden import Golden


def run(domain, opset, attributes, inputs, element=TensorProto.FLOAT):
    """One node; inputs that are None are left out."""
    names = [n if v is not None else "" for n, v in inputs]
    while names[-1] == "":
        names.pop()
    node = helper.make_node("RotaryEmbedding", names, ["y"], domain=domain, **attributes)
    kinds = {np.dtype("float32"): TensorProto.FLOAT, np.dtype("float16"): TensorProto.FLOAT16, np.dtype("int64"): TensorProto.INT64}
    declared = [helper.make_tensor_value_info(n, kinds[v.dtype], v.shape) for n, v in inputs if v is not None]
    x = dict(inputs)["x"]
    graph = helper.make_graph([node], "g", declared, [helper.make_tensor_value_info("y", kinds[x.dtype], x.shape)])
    imports = [helper.make_opsetid("", opset)] + ([helper.make_opsetid(domain, 1)] if domain else [])
    model = helper.make_model(graph, opset_imports=imports, ir_version=10)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {n: v for n, v in inputs if v is not None})[0]


def tables(rows, dim):
    """cos and sin of double, rounded to float32: what an exporter writes."""
    angles = np.arange(rows)[:, None] * 10000.0 ** (-np.arange(0, dim, 2) / dim)
    return np.cos(angles).astype("float32"), np.sin(angles).astype("float32")


def golden():
    g = Golden("onnxruntime", {"onnxruntime": onnxruntime.__version__, "onnx": onnx.__version__})
    r = np.random.default_rng(3)
    B, H, S, D, rows = 2, 3, 6, 32, 48
    ids = np.stack([np.arange(S) + 3, r.choice(rows, S)]).astype("int64")
    x4 = r.standard_normal((B, H, S, D)).astype("float32")
    x3 = r.standard_normal((B, S, H * D)).astype("float32")

    def case(name, source, x, ids, attributes, dim=D, domain="", dtype="float32"):
        cos, sin = tables(rows, dim)
        if ids is None:                                     # a row for each token of each batch entry
            pick = r.integers(0, rows, (B, S))
            cos, sin = cos[pick], sin[pick]
        x, cos, sin = (a.astype(dtype) for a in (x, cos, sin))
        if domain:
            position = ("ids", ids)
            order = [("x", x), position, ("cos", cos), ("sin", sin)]
        else:
            order = [("x", x), ("cos", cos), ("sin", sin), ("ids", ids)]
        y = run(domain, 23, attributes, order)
        fields = {"kind": "operator", "pairing": "interleaved" if attributes.get("interleaved") else "half",
                  "format": "bhsd" if x.ndim == 4 else "bsd"}
        if dtype == "float16":
            fields["dtype"] = "f16"
        if x.ndim == 3:
            fields["num_heads"] = H
        arrays = {"ids": ids} if ids is not None else {}
        g.add(name, source, fields, q=x, q_out=y, cos=cos, sin=sin, **arrays)

    op = "ai.onnx RotaryEmbedding, opset 23"
    case("half", op, x4, ids, {})
    case("interleaved", op, x4, ids, {"interleaved": 1})
    case("partial", op, x4, ids, {"rotary_embedding_dim": 12}, dim=12)
    case("partial-interleaved", op, x4, ids, {"rotary_embedding_dim": 12, "interleaved": 1}, dim=12)
    case("three-dimensions", op, x3, ids, {"num_heads": H})
    case("no-ids", op, x4, None, {})
    case("no-ids-interleaved", op, x4, None, {"interleaved": 1})
    case("half-f16", op, x4, ids, {}, dtype="float16")
    ms = "com.microsoft RotaryEmbedding"
    case("microsoft-half", ms, x4, ids, {}, domain="com.microsoft")
    case("microsoft-interleaved", ms, x4, ids, {"interleaved": 1}, domain="com.microsoft")
    case("microsoft-partial", ms, x4, ids, {"rotary_embedding_dim": 12, "num_heads": H}, dim=12, domain="com.microsoft")
    case("microsoft-three-dimensions", ms, x3, ids, {"num_heads": H}, domain="com.microsoft")
    return g
