"""What goes wrong, what is said about it, and the way back."""

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests import http
from tests.e2e.playground import Playground

DIVERGING = "#dataset=plane&hidden=8,8&activation=linear&learning_rate=10"


def test_divergence_is_explained_with_a_way_back(playground: Playground) -> None:
    page = playground.follow(DIVERGING).page
    start = playground.boundary()
    playground["play"].click()
    notice = playground["notice"]
    expect(notice).to_contain_text("diverged at epoch", timeout=15_000)
    expect(page.locator("html")).to_have_attribute("data-status", "diverged")
    assert playground["loss-train"].text_content() != "–"
    playground["notice-action"].click()
    expect(page.locator("html")).to_have_attribute("data-status", "paused")
    expect(notice).to_have_count(0)
    assert playground.boundary() == start
    playground.choose("learning-rate", 0.001)
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 10)


def test_lowering_the_rate_is_a_way_back_too(playground: Playground) -> None:
    playground.follow(DIVERGING)
    playground["play"].click()
    expect(playground["notice"]).to_be_visible(timeout=15_000)
    playground.choose("learning-rate", 0.001)
    expect(playground["notice"]).to_have_count(0)


@pytest.mark.own_tab
def test_losing_the_network_for_ten_seconds_loses_nothing(page: Page, server: str) -> None:
    cut: list[WebSocketRoute] = []
    blocked = False

    def connect(socket: WebSocketRoute) -> None:
        if blocked:
            socket.close()
            return
        socket.connect_to_server()
        cut.append(socket)

    page.clock.install()
    page.route_web_socket("**/stream", connect)
    playground = Playground(page, server).open()
    playground.choose("speed", "max")
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 10)
    session, epoch = playground.session_id, playground.epoch
    blocked = True
    cut[-1].close()
    expect(playground["notice"]).to_contain_text("Connection lost")
    page.clock.run_for(10_000)
    blocked = False
    expect(playground["notice"]).to_have_count(0, timeout=10_000)
    playground.wait(lambda: playground.epoch > epoch + 300)
    assert playground.session_id == session
    assert int(playground["loss-chart"].get_attribute("data-points") or 0) > 300


@pytest.mark.own_tab
def test_a_connection_that_ends_without_a_word_is_noticed_and_replaced(page: Page, server: str) -> None:
    silent = False

    def connect(socket: WebSocketRoute) -> None:
        upstream = socket.connect_to_server()
        ours = len(sockets)
        sockets.append(socket)
        upstream.on_message(lambda message: None if silent and ours == 0 else socket.send(message))

    sockets: list[WebSocketRoute] = []
    page.route_web_socket("**/stream", connect)
    playground = Playground(page, server).open()
    session = playground.session_id
    playground["play"].click()
    playground.wait(lambda: playground.epoch > 10)
    silent = True
    playground.wait(lambda: len(sockets) > 1, seconds=15)
    before = playground.epoch
    playground.wait(lambda: playground.epoch > before)
    assert playground.session_id == session
    expect(playground["notice"]).to_have_count(0)


def test_pressing_play_once_more_after_a_divergence_adds_no_notice(playground: Playground) -> None:
    playground.follow("#dataset=plane&learning_rate=10&batch_size=1&activation=linear")
    playground["play"].click()
    expect(playground["notice"]).to_have_attribute("data-code", "diverged")
    playground["play"].click()
    playground["step"].click()
    expect(playground["hint"]).to_contain_text("Lower the learning rate")
    expect(playground["notice"]).to_have_count(1)


@pytest.mark.own_tab
def test_what_is_changed_without_a_connection_is_sent_when_it_is_back(page: Page, server: str) -> None:
    cut: list[WebSocketRoute] = []
    sent: list[str] = []
    refused: list[WebSocketRoute] = []
    blocked = False

    def connect(socket: WebSocketRoute) -> None:
        if blocked:
            refused.append(socket)
            socket.close()
            return
        upstream = socket.connect_to_server()

        def forward(message: str | bytes) -> None:
            sent.append(str(message))
            upstream.send(message)

        socket.on_message(forward)
        cut.append(socket)

    page.route_web_socket("**/stream", connect)
    playground = Playground(page, server).open()
    blocked = True
    cut[-1].close()
    expect(playground["notice"]).to_contain_text("kept and sent")
    sent.clear()
    playground.choose("learning-rate", 0.1)
    playground.slide("noise", 15)
    playground["layer-1-add"].click()
    playground["link-1-0-1"].click()
    playground["editor-value"].fill("2.5")
    playground.wait(lambda: len(refused) > 1)
    assert playground.setting("data.noise") == 0
    expect(playground["noise"]).to_have_value("15")
    blocked = False
    expect(playground["notice"]).to_have_count(0, timeout=10_000)
    playground.becomes("network.hidden", [5, 2])
    playground.wait(lambda: playground.parameters()[1] == 2.5)
    assert (playground.setting("training.learning_rate"), playground.setting("data.noise")) == (0.1, 15)
    times = {kind: sum(f'"{kind}"' in each for each in sent) for kind in ("configure", "set_parameters")}
    assert times == {"configure": 2, "set_parameters": 1}


@pytest.mark.usefixtures("refusals")
def test_an_expired_session_can_be_started_anew(page: Page, server: str) -> None:
    playground = Playground(page, server).open("/#dataset=xor")
    old = playground.session_id
    http.delete(f"{server}/api/sessions/{old}")
    expect(playground["notice"]).to_contain_text("not there any more", timeout=10_000)
    playground["notice-action"].click()
    playground.wait(lambda: playground.session_id not in ("None", old))
    playground.becomes("data.dataset", "xor")
    expect(playground["notice"]).to_have_count(0)


@pytest.mark.usefixtures("refusals")
def test_an_unknown_session_can_be_started_anew(page: Page, server: str) -> None:
    page.goto(f"{server}/?session=nobody-knows-it")
    expect(page.get_by_test_id("notice")).to_contain_text("not there any more")
    page.get_by_test_id("notice-action").click()
    expect(page.locator("html")).to_have_attribute("data-status", "paused")


@pytest.mark.usefixtures("refusals")
def test_a_busy_server_is_asked_again(page: Page, server: str) -> None:
    def refuse(route: Route) -> None:
        error = {"error": {"code": "too_many_sessions", "message": "there are too many sessions"}}
        route.fulfill(status=429, headers={"Retry-After": "1"}, json=error)

    page.route("**/api/sessions", refuse, times=1)
    page.goto(server)
    expect(page.get_by_test_id("notice")).to_contain_text("busy")
    expect(page.locator("html")).to_have_attribute("data-status", "paused", timeout=10_000)
    expect(page.get_by_test_id("notice")).to_have_count(0)


@pytest.mark.usefixtures("refusals")
def test_a_page_that_cannot_begin_says_so_and_tries_again_by_itself(page: Page, server: str) -> None:
    page.route("**/api/options", lambda route: route.abort(), times=1)
    page.goto(server)
    expect(page.get_by_test_id("notice")).to_contain_text("does not answer")
    expect(page.get_by_test_id("notice")).to_contain_text("ne répond pas")
    expect(page.locator("html")).to_have_attribute("data-status", "paused", timeout=10_000)
    expect(page.get_by_test_id("notice")).to_have_count(0)


@pytest.mark.usefixtures("refusals")
def test_texts_that_do_not_come_can_be_asked_for_again(page: Page, server: str) -> None:
    missing = True

    def refuse(route: Route) -> None:
        route.fulfill(status=503, json={"error": {}}) if missing else route.continue_()

    page.route("**/locales/*.json", refuse)
    page.goto(server)
    expect(page.get_by_test_id("notice")).to_be_visible()
    missing = False
    page.get_by_test_id("notice-action").click()
    expect(page.get_by_role("heading", name="Output")).to_be_visible()


@pytest.mark.usefixtures("refusals")
def test_a_tool_that_does_not_come_is_told_of_and_can_be_opened_later(page: Page, server: str) -> None:
    playground = Playground(page, server).open()
    page.route("**/dialogs.js", lambda route: route.abort())
    playground["share"].click()
    expect(playground["notice"]).to_contain_text("does not answer")
    page.unroute("**/dialogs.js")
    id = playground.session_id
    playground["notice-action"].click()
    expect(playground["notice"]).to_have_count(0)
    playground["share"].click()
    expect(playground["share-settings"]).to_be_visible()
    assert playground.session_id == id


@pytest.mark.own_tab
def test_an_unsupported_browser_is_told_so(page: Page, server: str) -> None:
    page.add_init_script("delete HTMLElement.prototype.showPopover")
    page.goto(server)
    expect(page.get_by_test_id("notice")).to_contain_text("too old")


def test_what_a_script_changes_is_shown_at_once(playground: Playground) -> None:
    change = {"data": {"noise": 20}}
    http.patch(f"{playground.url}/api/sessions/{playground.session_id}/config", json=change)
    expect(playground["noise"]).to_have_value("20")
