"""What every executor does, wherever it trains."""

from typing import Any

from tinkernet.base.validation import validated
from tinkernet.errors import InvalidConfig
from tinkernet.experiments import details
from tinkernet.experiments.executor import Abandoned, Executor, Task
from tinkernet.experiments.store import Outcome
from tinkernet.experiments.sweep import Experiment
from tinkernet.local.training import run

PATIENCE = 120
SMALL = {
    "config": {"data": {"dataset": "xor", "samples": 40}},
    "grid": {
        "training.optimizer": ["adam", "momentum"],
        "network.dropout": [0, 0.3],
        "training.engine": ["fused", "autograd"],
    },
    "seeds": 2,
    "stop": {"epochs": 20, "test_loss_below": 0.2},
}
ENDLESS = {"config": {"network": {"hidden": [32, 32]}}, "seeds": 8, "stop": {"epochs": 100_000}}


def experiment(body: dict[str, Any]) -> Experiment:
    return validated(Experiment, body)


def comparable(outcome: Outcome) -> tuple[Any, ...]:
    """All of an outcome but its duration."""
    result = outcome.result
    return outcome.run, result.reason, result.metrics, result.best, details.to_bytes(result)


class ExecutorContract:
    """Inherited with a fixture `executor`."""

    def test_results_are_those_of_runs_one_by_one(self, executor: Executor) -> None:
        asked = experiment(SMALL)
        tasks = [Task(asked, (index, index + 1)) for index in range(0, asked.runs, 2)]
        futures = [executor.submit(task) for task in tasks]
        outcomes = [outcome for future in futures for outcome in future.result(PATIENCE)]
        runs = [asked.run(index) for index in range(asked.runs)]
        expected = [Outcome(one, run(one.config, asked.stop)) for one in runs]
        assert list(map(comparable, outcomes)) == list(map(comparable, expected))

    def test_what_is_given_up_fails_whether_it_has_begun_or_not(self, executor: Executor) -> None:
        futures = [executor.submit(Task(experiment(ENDLESS), (index,))) for index in range(8)]
        for future in futures:
            executor.abandon(future)
        assert {type(future.exception(PATIENCE)) for future in futures} == {Abandoned}

    def test_giving_up_makes_room(self, executor: Executor) -> None:
        endless = [executor.submit(Task(experiment(ENDLESS), (index,))) for index in range(8)]
        small = executor.submit(Task(experiment(SMALL), (0,)))
        for future in endless:
            executor.abandon(future)
        assert len(small.result(PATIENCE)) == 1

    def test_giving_up_what_is_done_changes_nothing(self, executor: Executor) -> None:
        future = executor.submit(Task(experiment(SMALL), (0,)))
        outcomes = future.result(PATIENCE)
        executor.abandon(future)
        assert future.result() is outcomes

    def test_a_mistake_comes_back(self, executor: Executor) -> None:
        asked = experiment({**SMALL, "grid": {"training.learning_rate": [99]}})
        assert isinstance(executor.submit(Task(asked, (0,))).exception(PATIENCE), InvalidConfig)

    def test_nothing_is_in_the_way_of_a_task_that_is_done(self, executor: Executor) -> None:
        executor.submit(Task(experiment(SMALL), (0,))).result(PATIENCE)
        assert executor.trouble is None
        assert executor.slots > 0
