"""What is trained here runs elsewhere: as ONNX under any runtime, as safetensors in a plain PyTorch module.

Needs `pip install 'tinkernet[onnx]' onnxruntime`. The files are written into the present folder.
"""

import numpy as np
import onnxruntime
import torch
from safetensors.torch import load_file

import tinkernet

result = tinkernet.run({"data": {"dataset": "moons"}, "network": {"hidden": [6, 4]}}, {"epochs": 300})
print(f"test accuracy {result.metrics.test_accuracy:.1%}")
result.export("onnx", "moons.onnx")
result.export("safetensors", "moons.safetensors")
result.export("pytorch", "moons.py")  # a script that trains on: python moons.py

axis = np.linspace(-6, 6, 50, dtype=np.float32)
x1, x2 = np.meshgrid(axis, axis[::-1])
points = np.column_stack([x1.ravel(), x2.ravel()])
expected = result.boundary(50).ravel()

session = onnxruntime.InferenceSession("moons.onnx")
[answers] = session.run(None, {"points": points})
print(f"ONNX: largest difference {np.abs(answers - expected).max():.1g}")

network = torch.nn.Sequential(
    torch.nn.Linear(2, 6),
    torch.nn.Tanh(),
    torch.nn.Linear(6, 4),
    torch.nn.Tanh(),
    torch.nn.Linear(4, 1),
    torch.nn.Tanh(),
)
tensors = load_file("moons.safetensors")
for number, layer in enumerate(network[::2]):
    layer.load_state_dict({name: tensors[f"layers.{number}.{name}"] for name in ("weight", "bias")})
with torch.no_grad():
    answers = network(torch.from_numpy(points))[:, 0].numpy()
print(f"PyTorch: largest difference {np.abs(answers - expected).max():.1g}")
