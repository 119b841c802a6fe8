"""What is known of a session, and what of it is shown to whom."""

import pytest

from tests.live.conftest import SMALL
from tinkernet import Config, Trainer
from tinkernet.errors import NotFound
from tinkernet.live.description import Facts, Identity, OwnedSession, Standing
from tinkernet.live.workload import Status

IDENTITY = Identity("secret", "open", "here", 0.0)


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(SMALL, fused_ready=lambda: False)


def test_facts_stay_as_they_were_when_they_were_taken(trainer: Trainer) -> None:
    before = Facts.of(trainer)
    trainer.train(epochs=3)
    after = Facts.of(trainer)
    assert (before.epoch, after.epoch) == (0, 3)
    assert before.metrics.train_loss != after.metrics.train_loss


def test_units_are_named_by_layer_and_number_with_the_output_last() -> None:
    trainer = Trainer(Config.parse({"data": {"dataset": "blobs3"}, "network": {"hidden": [2, 1]}}))
    assert Facts.of(trainer).unit_names == {"1-0", "1-1", "2-0", "3-0", "3-1", "3-2"}


@pytest.mark.parametrize("name", ["0-0", "1-3", "3-0", "output", "", "1"])
def test_a_unit_that_does_not_exist_is_named_in_the_refusal(trainer: Trainer, name: str) -> None:
    with pytest.raises(NotFound, match=f"there is no unit '{name}'"):
        Facts.of(trainer).check_unit(name)


def test_who_may_steer_sees_all_and_who_may_not_all_but_the_id(trainer: Trainer) -> None:
    standing = Standing(IDENTITY, Status.PLAYING, 60.0, 59.5, Facts.of(trainer))
    owned = standing.described("http://server", may_steer=True)
    watched = standing.described("http://server", may_steer=False)
    assert isinstance(owned, OwnedSession)
    assert not isinstance(watched, OwnedSession)
    assert (owned.id, owned.url) == ("secret", "http://server/?session=secret")
    assert watched.watch_url == "http://server/?session=open"
    assert "secret" not in watched.model_dump_json()
    assert owned.model_dump(exclude={"id", "url"}) == watched.model_dump()


def test_a_session_object_says_what_is_true_of_the_trainer(trainer: Trainer) -> None:
    trainer.train(epochs=2)
    shown = Standing(IDENTITY, Status.PAUSED, None, 12.5, Facts.of(trainer)).described("", may_steer=False)
    assert (shown.status, shown.speed, shown.epoch, shown.step) == ("paused", None, 2, trainer.step)
    assert shown.metrics.train_loss == trainer.metrics.train_loss
    assert shown.metrics.epochs_per_second == 12.5
    assert [(layer.units, layer.activation) for layer in shown.structure.layers] == [(3, "tanh")]
    assert shown.divergence is None
