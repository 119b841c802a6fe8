"""What is trained here runs elsewhere: as ONNX under any runtime, as safetensors in a plain PyTorch module.

Needs `pip install 'tinkernet[onnx]' onnxruntime`. The files are written into the present folder.
"""

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from safetensors.torch import load_file

from tinkernet import Config, Trainer
from tinkernet.export.formats import FORMATS

trainer = Trainer(Config(data={"dataset": "moons"}, network={"hidden": [6, 4]}))
trainer.train(epochs=300)
for name in ("onnx", "safetensors", "pytorch"):
    file = Path(f"moons.{FORMATS[name].suffix}")
    file.write_bytes(FORMATS[name].content(trainer.snapshot()))
    print(f"{file} has {file.stat().st_size:,} bytes")

points = np.random.default_rng(0).uniform(-6, 6, (1000, 2)).astype(np.float32)
expected = trainer.predict(points)

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
