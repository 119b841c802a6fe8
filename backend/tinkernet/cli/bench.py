"""The command that measures the speed of training on this machine."""

import time
from collections.abc import Callable
from typing import Annotated

import typer

app = typer.Typer()

CASES = (((4, 2), 10), ((8,) * 6, 1), ((8,) * 6, 10))
"""Hidden layers and batch size."""


@app.command()
def bench(
    rounds: Annotated[int, typer.Option(min=1, help="rounds, of which the best counts")] = 5,
) -> None:
    """Compares training with a plain PyTorch loop that makes the same updates. The machine should be idle."""
    import torch  # here: `--help` does not wait for it
    from rich.console import Console
    from rich.table import Table

    from tinkernet.nn.fused.warm import prepare

    torch.set_num_threads(1)
    table, console = Table("network, batch size"), Console()
    for heading in ("Tinkernet, steps/s", "plain PyTorch, steps/s", "ratio"):
        table.add_column(heading, justify="right")
    with Console(stderr=True).status("compiling the kernel, once") as status:
        prepare()
        for hidden, batch_size in CASES:
            layers = "-".join(map(str, (2, *hidden, 1)))
            status.update(f"measuring {layers}")
            ours, theirs = _speeds(hidden, batch_size, rounds)
            table.add_row(
                f"{layers}, {batch_size}", f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:,.0f} ×"
            )
    console.print(table)


def _speeds(hidden: tuple[int, ...], batch_size: int, rounds: int) -> tuple[float, float]:
    """Steps a second of `Trainer.train` and of the plain loop, in turns, each in its best round."""
    from tinkernet import plain
    from tinkernet.config import Config
    from tinkernet.nn.state import minibatches
    from tinkernet.nn.trainer import Trainer

    training = {"batch_size": batch_size, "loss": "mse", "engine": "fused"}
    trainer = Trainer(Config(network={"hidden": hidden}, training=training))
    model, data = plain.network(trainer), plain.samples(trainer)
    per_epoch = minibatches(len(data[0]), batch_size)
    rate = trainer.config.training.learning_rate
    many, few = max(1, 100_000 // per_epoch), max(1, 500 // per_epoch)

    def ours() -> None:
        trainer.reset()
        trainer.train(epochs=many)

    def theirs() -> None:
        plain.train(model, data, batch_size, rate, few)

    seconds = [(_seconds(ours), _seconds(theirs)) for _ in range(rounds + 1)][1:]  # the first warms up
    best = [min(times) for times in zip(*seconds, strict=True)]
    return many * per_epoch / best[0], few * per_epoch / best[1]


def _seconds(work: Callable[[], None]) -> float:
    """The processor time that it takes: on a busy machine other programs do not add to it."""
    begun = time.process_time()
    work()
    return time.process_time() - begun
