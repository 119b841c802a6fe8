"""Entries that the catalogue lacks, in a copy of the package: one file of it is changed for each.

Kernels are compiled from the tables and kept on disk by a digest of their source. So an entry is source, in
the copy as in the package.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tinkernet

ROOT = Path(__file__).parent.parent
CATALOGUE = Path("tinkernet", "nn", "catalogue")


@dataclass(frozen=True)
class Addition:
    """What one adds: definitions above the table, and the entry; and a config that uses it."""

    table: str
    entry: str
    config: Mapping[str, Any]
    definitions: str = ""

    def added(self, source: str) -> str:
        """The file with the entry at the end of its table."""
        before, table, rest = source.partition(" = table(\n")
        entries, end, after = rest.partition("\n)\n")
        assert table
        assert end
        above, _, name = before.rpartition("\n")
        return f"{above}\n{self.definitions}\n\n{name}{table}{entries}\n    {self.entry},{end}{after}"


ADDITIONS = {
    "gaussian": Addition(
        "activations",
        'Activation("gaussian", Gaussian, _gaussian, ("Exp", ("Neg", ("Mul", "z", "z"))))',
        {"network": {"activation": "gaussian"}},
        '''
@compiled
def _gaussian(z: Any) -> Any:
    a = exp32(-z * z)
    return a, -_TWO * z * a


class Gaussian(nn.Module):
    """A bell."""

    def forward(self, z: Tensor) -> Tensor:
        return torch.exp(-z * z)
''',
    ),
    "log_cosh": Addition(
        "losses",
        'Loss("log_cosh", "The logarithm of the hyperbolic cosine of the error", _torch_log_cosh, _log_cosh, '
        '"torch.log(torch.cosh(outputs.squeeze(1) - labels)).mean()", ("regression",))',
        {"data": {"dataset": "plane"}, "training": {"loss": "log_cosh"}},
        """
@compiled
def _log_cosh(output: Any, label: Any, delta: Any) -> Any:
    e = magnitude(output - label)
    q = exp32(-_TWO * e)
    return e + log1p32(q) - _f(np.log(2)), with_sign((_ONE - q) / (_ONE + q), output - label)


def _torch_log_cosh(outputs: Tensor, labels: Tensor, delta: float) -> Tensor:
    return (outputs.squeeze(1) - labels).cosh().log().mean()
""",
    ),
    "stripes": Addition(
        "datasets",
        'Dataset("stripes", partial(_stripes, 3), classes=3)',
        {"data": {"dataset": "stripes"}},
        """
def _stripes(classes: int, u: Floats, noise: float) -> Floats:
    x1, x2 = _between(-6, 6, u[:2])
    moved = x1 + noise * _between(-6, 6, u[2])
    return np.column_stack([x1, x2, np.floor(moved) % classes])
""",
    ),
    "bounded": Addition(
        "penalties",
        'Penalty("bounded", slope=_BOUNDED, proximal=_SCALED)',
        {"training": {"regularization": "bounded", "regularization_rate": 0.03}},
        """
@compiled
def _bounded_kernel(weights: Any) -> Any:
    return weights / (_f(1) + weights * weights)


@compiled
def _scaled_kernel(weights: Any, amount: Any) -> Any:
    return weights / (_f(1) + amount)


def _scaled(weights: Tensor, amount: Tensor) -> Tensor:
    return weights / (1 + amount)


def _bounded(weights: Tensor) -> Tensor:
    return weights / (1 + weights * weights)


_BOUNDED = Formula(_bounded, _bounded_kernel, "weight.detach() / (1 + weight.detach() ** 2)")
_SCALED = Formula(_scaled, _scaled_kernel, "weight / (1 + {amount})")
""",
    ),
    "adadelta": Addition(
        "optimizers",
        'Optimizer("adadelta", "AdaDelta", optim.Adadelta, lambda t: {"rho": t.rho, "eps": t.epsilon}, '
        '("square_avg", "acc_delta"), _adadelta, ("rho", "epsilon"))',
        {"training": {"optimizer": "adadelta", "learning_rate": 1.0}},
        """
@compiled
def _adadelta(p: Any, g: Any, m: Any, v: Any, rate: Any, h: Any) -> Any:
    m = h.rho * m + (h.one_minus_rho * g) * g
    change = root(v + h.epsilon) / root(m + h.epsilon) * g
    v = h.rho * v + (h.one_minus_rho * change) * change
    return p - rate * change, m, v
""",
    ),
    "inverse": Addition(
        "schedules",
        'Schedule("inverse", _inverse, _inverse_code, ("schedule_epochs",))',
        {"training": {"schedule": "inverse", "schedule_epochs": 4}},
        """
def _inverse(training: TrainingConfig, epoch: int) -> float:
    return 1 / (1 + epoch / training.schedule_epochs)


def _inverse_code(t: TrainingConfig) -> str:
    return f"return {t.learning_rate} / (1 + epoch / {t.schedule_epochs})"
""",
    ),
    "abs(x1)": Addition(
        "features",
        'Feature("abs(x1)", lambda x1, x2: np.abs(x1), "np.abs(x1)", ("Abs", "x1"))',
        {"features": ["x1", "abs(x1)"]},
    ),
    "lecun_normal": Addition(
        "initializers",
        'Initializer("lecun_normal", _normal, lambda fan_in, fan_out: _root(1, fan_in))',
        {"network": {"init": "lecun_normal"}},
    ),
}


def environment(copy: Path) -> dict[str, str]:
    """Where Python finds the copy, and keeps its kernels."""
    return {"PYTHONPATH": str(copy), "NUMBA_CACHE_DIR": str(copy / "kernels")}


def copy_with_additions(folder: Path) -> Path:
    """A copy of the package whose catalogue holds every addition, its names written and its kernels compiled.

    It stays in the folder for the next time, until the package changes or an addition does.
    """
    package = Path(tinkernet.__file__).parent
    copy = folder / _digest([*package.rglob("*.py"), Path(__file__), ROOT / "tests" / "names.py"])
    complete = copy / "complete"
    if not complete.exists():
        shutil.rmtree(folder)
        shutil.copytree(package, copy / "tinkernet", ignore=shutil.ignore_patterns("__pycache__"))
        for addition in ADDITIONS.values():
            file = copy / CATALOGUE / f"{addition.table}.py"
            file.write_text(addition.added(file.read_text(encoding="utf-8")), encoding="utf-8")
        for module in ("tests.names", "tinkernet.nn.fused.warm"):
            command = [sys.executable, "-m", module]
            subprocess.run(command, cwd=ROOT, env={**os.environ, **environment(copy)}, check=True)
        complete.touch()
    return copy


def _digest(files: Iterable[Path]) -> str:
    content = hashlib.sha256()
    for file in sorted(files):
        content.update(f"{file}\n".encode() + file.read_bytes())
    return content.hexdigest()
