"""Writes data/interop anew: what the real libraries compute.  Usage: make_golden.py FOLDER

Run by hand (make interop); the tests only read what it wrote.  Libraries: numpy, ml_dtypes, safetensors, torch, transformers,
timm, onnx, onnxruntime, rotary-embedding-torch.  A library that is not there is named and its old files stay.
"""
import importlib
import json
import pathlib
import platform
import sys

folder = pathlib.Path(sys.argv[1])
(folder / "files").mkdir(parents=True, exist_ok=True)
index = folder / "cases.json"
old = json.loads(index.read_text()) if index.exists() else {"versions": {}, "cases": []}
cases, versions = old["cases"], old["versions"]

for name in ["files", "peer_transformers", "peer_timm", "peer_onnxruntime", "peer_lucidrains"]:
    try:
        module = importlib.import_module(name)
    except ImportError as missing:
        print(f"{name}: left as it is, {missing}")
        continue
    if name == "files":
        module.write(folder / "files")
        versions["files"] = module.versions()
        continue
    g = module.golden()
    cases = [c for c in cases if c["library"] != g.library] + g.write(folder)
    versions[g.library] = {**g.versions, "python": platform.python_version(), "machine": platform.machine()}
    print(f"{g.library}: {len(g.cases)} cases")

index.write_text(json.dumps({"versions": versions, "cases": cases}, indent=1) + "\n")
for f in folder.rglob("*"):
    if f.is_file():
        f.chmod(0o644)
total = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
print(f"{total} bytes in all")
assert total < 2_000_000
