"""The script prints the losses that Tinkernet has and trains on as Tinkernet does."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.export.cases import CASES, trained
from tests.export.processes import Losses, losses, run_all
from tinkernet import Config, Trainer
from tinkernet.export.script import script
from tinkernet.export.training_code import EPOCHS


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("scripts")
    for name in CASES:
        (folder / f"{name}.py").write_bytes(script(trained(name).snapshot()))
    return {name: folder / f"{name}.py" for name in CASES}


@pytest.fixture(scope="module")
def printed(paths: dict[str, Path]) -> dict[str, Losses]:
    """What the scripts of all cases print, run one after another in one fresh process."""
    return {name: losses(output) for name, output in run_all(paths).items()}


@pytest.mark.parametrize("name", CASES)
def test_a_script_prints_the_losses_of_now(name: str, printed: dict[str, Losses]) -> None:
    metrics = trained(name).metrics
    epoch, train, test = printed[name][0]
    assert epoch == metrics.epoch
    assert (train, test) == pytest.approx(metrics.losses, rel=1e-6, abs=1e-6, nan_ok=True)


@pytest.mark.parametrize("name", CASES)
def test_a_script_trains_on_as_the_reference_engine_does(name: str, printed: dict[str, Losses]) -> None:
    before = trained(name).snapshot()
    trainer = Trainer(before.config)
    trainer.restore(before)
    trainer.configure(before.config.merged({"training": {"engine": "autograd"}}))
    metrics = trainer.train(epochs=EPOCHS)
    epoch, train, test = printed[name][-1]
    assert (epoch, len(printed[name])) == (metrics.epoch, EPOCHS + 1)
    assert (train, test) == pytest.approx(metrics.losses, rel=1e-4, abs=1e-6, nan_ok=True)


def test_a_script_runs_by_itself(paths: dict[str, Path]) -> None:
    ended = subprocess.run([sys.executable, "-I", paths["default"]], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert losses(ended.stdout)[0][0] == trained("default").epoch


def test_scripts_are_in_good_style(paths: dict[str, Path]) -> None:
    style = [
        "--isolated",
        "--no-cache",
        "--line-length=110",
        "--target-version=py311",
        "--select=E,F,W,I,B,UP",
    ]
    ended = subprocess.run(
        [sys.executable, "-m", "ruff", "check", *style, *paths.values()], capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stdout


def test_a_script_holds_only_what_its_config_needs() -> None:
    plain = script(trained("default").snapshot()).decode()
    for word in ("Dropout", "learning_rate(", "weights", "clip_grad", "memory", "visited", "Sin", "math"):
        assert word not in plain


@pytest.mark.parametrize(("count", "said"), [(2, "-1 for 'newt', +1 for"), (3, "0 for 'newt', 1 for")])
def test_classes_are_named_whatever_they_are_called(count: int, said: str) -> None:
    names = ["newt", "toad\nprint('!')", "frog"][:count]
    config = Config(data={"points": [[x, 0, x % count] for x in range(6)], "class_names": names})
    source = script(Trainer(config).snapshot()).decode()
    assert said in source.replace("\n# ", " ")
    assert "\nprint('!')" not in source
