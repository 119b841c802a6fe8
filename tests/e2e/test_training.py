"""What happens on the page when the network trains."""

import pytest
from playwright.sync_api import Page, WebSocket

from tests.e2e.playground import Playground


def test_playing_the_default_network_learns_the_circle(playground: Playground) -> None:
    before = playground.boundary()
    assert playground.epoch == 0
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 0)
    playground.wait(lambda: playground.boundary() != before)
    playground.wait(lambda: playground.number("loss-test") < 0.05)
    playground["play"].click()


def test_the_page_opens_paused_with_the_default_network(playground: Playground) -> None:
    assert playground.session()["status"] == "paused"
    assert playground.session()["structure"]["layers"] == [
        {"units": 4, "activation": "tanh"},
        {"units": 2, "activation": "tanh"},
    ]


def test_pausing_stops_the_epochs(playground: Playground) -> None:
    playground.play_until(5)
    assert playground.session()["epoch"] == playground.epoch


def test_a_step_trains_one_epoch(playground: Playground) -> None:
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    assert playground.session()["step"] == 25


def test_a_step_can_be_one_minibatch(playground: Playground) -> None:
    playground.page.get_by_label("Size of a step").click()
    playground["step-minibatch"].click()
    playground.wait(lambda: playground.session()["step"] == 1)


def test_resetting_gives_the_same_start_or_a_new_one(playground: Playground) -> None:
    start = playground.parameters()
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    playground["reset"].click()
    playground.wait(lambda: playground.epoch == 0)
    assert playground.parameters() == start
    playground.page.get_by_label("Ways to reset").click()
    playground["reset-new"].click()
    playground.wait(lambda: playground.parameters() != start)


def test_the_losses_hold_full_precision(playground: Playground) -> None:
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    metrics = playground.session()["metrics"]
    playground.wait(lambda: playground.number("loss-train") == metrics["train_loss"])
    assert playground.number("loss-test") == metrics["test_loss"]
    assert playground.number("accuracy-train") == metrics["train_accuracy"]


def test_speed_is_limited_to_what_is_chosen_and_shown(playground: Playground) -> None:
    playground.choose("speed", 15)
    playground["play"].click()
    playground.wait(lambda: 10 < playground.number("epochs-per-second") < 20)
    playground["play"].click()


def test_another_speed_applies_while_playing(playground: Playground) -> None:
    playground.choose("speed", 1)
    playground["play"].click()
    playground.choose("speed", "max")
    playground.wait(lambda: playground.epoch > 2000)
    playground["play"].click()


@pytest.mark.own_tab
def test_frames_come_packed_where_the_server_is_not_this_machine(page: Page, server: str) -> None:
    sizes: list[int] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", lambda data: sizes.append(len(data)) if isinstance(data, bytes) else None)

    page.on("websocket", listen)
    playground = Playground(page, server.replace("127.0.0.1", "tinkernet.localhost")).open()
    before = playground.boundary()
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 20 and playground.boundary() != before)
    playground["play"].click()
    assert max(sizes[-5:]) < 10_000
