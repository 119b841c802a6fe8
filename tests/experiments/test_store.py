"""The contract of the store, on SQLite and on PostgreSQL."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from tests.postgres import running_postgres
from tinkernet.base.database import MIGRATIONS, connected
from tinkernet.base.validation import validated
from tinkernet.errors import InvalidRequest, NotFound
from tinkernet.experiments.query import Question
from tinkernet.experiments.schema import Counts, SavedExperiment
from tinkernet.experiments.store import ExperimentStore, Outcome
from tinkernet.experiments.summary import wilson
from tinkernet.experiments.sweep import Experiment
from tinkernet.live.store import SavedSession
from tinkernet.local.training import run

GRID = {
    "training.learning_rate": [0.001, 0.3],
    "network.hidden": [[2], [4, 4]],
    "training.clip_norm": [None, 1],
}
BODY = {
    "config": {"data": {"dataset": "xor", "samples": 60}},
    "grid": GRID,
    "seeds": [7, 2**32 - 1],
    "stop": {"epochs": 30, "test_loss_below": 0.3},
}


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    return validated(Experiment, BODY)


@pytest.fixture(scope="module")
def outcomes(experiment: Experiment) -> list[Outcome]:
    runs = [experiment.run(index) for index in range(experiment.runs)]
    return [Outcome(one, run(one.config, experiment.stop)) for one in runs]


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The URL of a database with the schema."""
    with running_postgres() as url:
        store = ExperimentStore(url)
        store.migrate()
        store.close()
        yield url


def saved(identity: str, experiment: Experiment, created_at: float = 1.0) -> SavedExperiment:
    return SavedExperiment(
        id=identity,
        kind="sweep",
        status="running",
        created_at=created_at,
        runs=experiment.runs,
        body=experiment.model_dump_json(),
    )


class StoreContract:
    """What every store does."""

    @pytest.fixture
    def filled(
        self, store: ExperimentStore, experiment: Experiment, outcomes: list[Outcome]
    ) -> ExperimentStore:
        store.create(saved("a", experiment))
        store.commit("a", outcomes, experiment)
        return store

    def found(
        self, store: ExperimentStore, experiment: Experiment, *filters: str, sort: str = "run"
    ) -> list[int]:
        page = store.results("a", experiment, Question(filters, sort))
        assert page.total == len(page.rows)
        return [row.run for row in page.rows]

    def test_the_migrations_lead_to_the_tables(self, store: ExperimentStore, url: str) -> None:
        engine = connected(url)
        with engine.connect() as connection:
            differences = compare_metadata(MigrationContext.configure(connection), SavedSession.metadata)
        engine.dispose()
        assert differences == []

    def test_experiments_of_the_version_before_are_counted_and_kept(
        self, filled: ExperimentStore, url: str, outcomes: list[Outcome]
    ) -> None:
        counts, engine = filled.find("a").counts, connected(url)
        config = AlembicConfig()
        config.set_main_option("script_location", str(MIGRATIONS))
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.downgrade(config, "0002")
        engine.dispose()
        filled.migrate()
        assert filled.find("a").counts == counts
        assert filled.state("a", 3) is None
        _, details = filled.result("a", 3)
        np.testing.assert_array_equal(details.parameters, outcomes[3].result.parameters)

    def test_experiments_of_a_kind_are_listed_newest_first(
        self, store: ExperimentStore, experiment: Experiment
    ) -> None:
        for identity, created_at in (("b", 3.0), ("a", 2.0), ("c", 4.0)):
            store.create(saved(identity, experiment, created_at))
        page = store.listed("sweep", 1, 5)
        assert (page.total, [entry.id for entry in page.rows]) == (3, ["b", "a"])
        assert store.listed("run", 0, 5).total == 0

    def test_an_experiment_comes_back_as_it_was(self, store: ExperimentStore, experiment: Experiment) -> None:
        store.create(saved("a", experiment, created_at=time.time()))
        assert Experiment.model_validate_json(store.find("a").body) == experiment

    @pytest.mark.parametrize("identity", ["a", "a\0"])
    def test_an_unknown_experiment_is_not_found(self, store: ExperimentStore, identity: str) -> None:
        with pytest.raises(NotFound):
            store.find(identity)

    def test_what_is_not_finished_is_listed_oldest_first(
        self, store: ExperimentStore, experiment: Experiment
    ) -> None:
        for identity, created_at in (("b", 3.0), ("a", 2.0), ("c", 1.0)):
            store.create(saved(identity, experiment, created_at))
        store.finish("c", "finished", 4.0)
        assert [entry.id for entry in store.unfinished()] == ["a", "b"]

    def test_what_is_over_stays_as_it_is(self, store: ExperimentStore, experiment: Experiment) -> None:
        store.create(saved("a", experiment))
        store.finish("a", "cancelled", 2.0)
        store.finish("a", "finished", 3.0)
        assert (store.find("a").status, store.find("a").finished_at) == ("cancelled", 2.0)

    def test_a_result_comes_back_with_its_details(
        self, filled: ExperimentStore, outcomes: list[Outcome]
    ) -> None:
        for outcome in outcomes:
            row, details = filled.result("a", outcome.run.index)
            result = outcome.result
            assert (row.seed, row.point, row.epochs) == (outcome.run.seed, outcome.run.point, result.epochs)
            assert (row.reason, row.succeeded) == (result.reason, result.succeeded)
            assert (row.test_loss, row.best_epoch) == (result.metrics.test_loss, result.best.epoch)
            np.testing.assert_array_equal(details.parameters, result.parameters)
            np.testing.assert_array_equal(details.history.epochs, result.history.epochs)
            np.testing.assert_allclose(details.history.test_loss, result.history.test_loss, rtol=1e-6)
            state = filled.state("a", outcome.run.index)
            assert state is not None
            np.testing.assert_array_equal(state.counters, result.snapshot.state.counters)

    def test_a_run_that_is_not_done_is_not_found(
        self, store: ExperimentStore, experiment: Experiment
    ) -> None:
        store.create(saved("a", experiment))
        with pytest.raises(NotFound):
            store.result("a", 0)

    def test_a_run_is_done_once(
        self, store: ExperimentStore, experiment: Experiment, outcomes: list[Outcome]
    ) -> None:
        store.create(saved("a", experiment))
        store.commit("a", outcomes[:3], experiment)
        changed = Outcome(outcomes[2].run, outcomes[9].result)
        store.commit("a", [changed, outcomes[3]], experiment)
        assert store.done("a") == {0, 1, 2, 3}
        assert store.find("a").done == 4
        _, details = store.result("a", 2)
        np.testing.assert_array_equal(details.parameters, outcomes[2].result.parameters)

    def test_results_of_a_deleted_experiment_are_dropped(
        self, filled: ExperimentStore, experiment: Experiment, outcomes: list[Outcome]
    ) -> None:
        filled.delete("a")
        filled.commit("a", outcomes, experiment)
        assert filled.done("a") == set()
        with pytest.raises(NotFound):
            filled.result("a", 0)

    def test_counts_tell_how_the_runs_ended(self, filled: ExperimentStore, outcomes: list[Outcome]) -> None:
        succeeded = sum(outcome.result.succeeded is True for outcome in outcomes)
        assert 0 < succeeded < 16
        assert filled.find("a").counts == Counts(16, succeeded, 0)

    def test_endings_are_grouped_by_point(self, filled: ExperimentStore, outcomes: list[Outcome]) -> None:
        endings = filled.endings("a", range(2, 4))
        assert list(endings) == [2, 3]
        expected = [outcome.result.metrics.test_loss for outcome in outcomes if outcome.run.point == 2]
        assert sorted(ending.test_loss for ending in endings[2]) == sorted(expected)

    @pytest.mark.parametrize(
        ("filters", "expected"),
        [
            (["training.learning_rate:eq:0.3"], range(8, 16)),
            (["training.learning_rate:lt:0.3", "seed:eq:7"], [0, 2, 4, 6]),
            (["network.hidden:eq:[4, 4]", "run:ge:8"], range(12, 16)),
            (["training.clip_norm:eq:null", "point:le:2"], [0, 1, 4, 5]),
            (["training.clip_norm:ne:null", "point:le:2"], [2, 3]),
            (["training.clip_norm:ne:1", "point:le:2"], [0, 1, 4, 5]),
            (["reason:eq:patience"], []),
        ],
    )
    def test_results_are_filtered(
        self, filled: ExperimentStore, experiment: Experiment, filters: list[str], expected: Any
    ) -> None:
        assert self.found(filled, experiment, *filters) == list(expected)

    def test_success_is_a_filter(
        self, filled: ExperimentStore, experiment: Experiment, outcomes: list[Outcome]
    ) -> None:
        expected = [outcome.run.index for outcome in outcomes if outcome.result.succeeded]
        assert self.found(filled, experiment, "succeeded:eq:true") == expected

    def test_the_share_of_a_question_counts_its_runs_alone(
        self, filled: ExperimentStore, experiment: Experiment, outcomes: list[Outcome]
    ) -> None:
        first = [outcome.result.succeeded for outcome in outcomes if outcome.run.index < 9]
        assert filled.success("a", experiment, Question(("run:lt:9",))) == wilson(sum(map(bool, first)), 9)
        assert filled.success("a", experiment, Question(("run:gt:99",))) is None

    def test_results_are_sorted_both_ways(
        self, filled: ExperimentStore, experiment: Experiment, outcomes: list[Outcome]
    ) -> None:
        losses = [outcome.result.metrics.test_loss for outcome in outcomes]
        ascending = sorted(range(16), key=lambda index: losses[index])
        descending = sorted(range(16), key=lambda index: -losses[index])
        assert self.found(filled, experiment, sort="test_loss") == ascending
        assert self.found(filled, experiment, sort="-test_loss") == descending

    def test_ties_are_in_the_order_of_the_runs_and_nothing_comes_last(
        self, filled: ExperimentStore, experiment: Experiment
    ) -> None:
        one, none = [2, 3, 6, 7, 10, 11, 14, 15], [0, 1, 4, 5, 8, 9, 12, 13]
        assert self.found(filled, experiment, sort="-training.clip_norm") == one + none
        assert self.found(filled, experiment, sort="training.clip_norm") == one + none

    def test_details_of_many_runs_come_in_the_order_that_was_asked_for(
        self, filled: ExperimentStore, experiment: Experiment, outcomes: list[Outcome]
    ) -> None:
        page = filled.detailed("a", experiment, Question(("seed:eq:7",), "-run"), 2, 3)
        assert (page.total, [run for run, _ in page.rows]) == (8, [10, 8, 6])
        for number, details in page.rows:
            np.testing.assert_array_equal(details.parameters, outcomes[number].result.parameters)

    def test_all_runs_of_a_question_keep_their_order_while_others_come(
        self, store: ExperimentStore, experiment: Experiment, outcomes: list[Outcome]
    ) -> None:
        store.create(saved("a", experiment))
        store.commit("a", outcomes[8:12], experiment)
        runs = store.numbers("a", experiment, Question(("seed:eq:7",), "-run"))
        store.commit("a", outcomes, experiment)
        assert runs == [10, 8]
        assert [row.run for row in store.rows("a", [*runs, 99])] == runs

    def test_a_page_knows_how_many_there_are(self, filled: ExperimentStore, experiment: Experiment) -> None:
        page = filled.results("a", experiment, Question(("point:ge:2",)), offset=3, limit=4)
        assert (page.total, [row.run for row in page.rows]) == (12, [7, 8, 9, 10])

    @pytest.mark.parametrize(
        ("question", "message"),
        [
            (Question(sort="loss"), "sort must name one of run, point"),
            (Question(("test_loss=1",)), "filter must name one of run, point"),
            (Question(("test_loss:below:1",)), "a filter must be field:comparison:value"),
            (Question(("test_loss:lt:low",)), "the value of the filter must be a number, got 'low'"),
            (Question(("test_loss:lt:1e400",)), "the value of the filter must be a number, got '1e400'"),
            (Question(("succeeded:eq:1",)), "the value of the filter must be true or false, got '1'"),
            (Question(("test_loss:lt:null",)), "null can only be compared with eq and ne"),
            (Question(("reason:eq:\0",)), "the value of the filter must not hold the character NUL"),
            (Question(("succeeded:ge:true",)), "true can only be compared with eq and ne"),
        ],
    )
    def test_a_question_that_makes_no_sense_is_refused(
        self, filled: ExperimentStore, experiment: Experiment, question: Question, message: str
    ) -> None:
        with pytest.raises(InvalidRequest, match="^" + message.replace("(", r"\(")):
            filled.results("a", experiment, question)


class TestSqlite(StoreContract):
    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"sqlite:///{tmp_path}/tinkernet.db"

    @pytest.fixture
    def store(self, url: str) -> Iterator[ExperimentStore]:
        store = ExperimentStore(url)
        store.migrate()
        yield store
        store.close()


class TestPostgres(StoreContract):
    @pytest.fixture
    def url(self, postgres: str) -> str:
        return postgres

    @pytest.fixture
    def store(self, url: str) -> Iterator[ExperimentStore]:
        engine = connected(url)
        with engine.begin() as connection:
            connection.execute(text("TRUNCATE experiments, results, details"))
        engine.dispose()
        store = ExperimentStore(url)
        yield store
        store.close()
