"""The address, links, reloading, sharing, and code to take home."""

import pytest
from playwright.sync_api import Page, expect

from tests import http
from tests.e2e.playground import Playground

OLD_LINK = (
    "#activation=relu&regularization=L1&batchSize=25&dataset=spiral&regDataset=reg-plane&learningRate=0.1"
    "&regularizationRate=0.003&noise=15&networkShape=8,6&seed=0.51234&showTestData=true&discretize=true"
    "&percTrainData=70&x=true&y=false&xTimesY=true&xSquared=true&ySquared=false&cosX=false&sinX=true&cosY=false"
    "&sinY=false&collectStats=false&problem=classification&initZero=false&hideText=false&unheardOf=1"
)


def _hash(playground: Playground) -> str:
    return str(playground.page.evaluate("location.hash"))


def test_the_address_holds_what_differs_from_the_defaults(playground: Playground) -> None:
    assert _hash(playground) == ""
    playground["dataset-spiral"].click()
    playground["layer-2-add"].click()
    playground.wait(lambda: _hash(playground) == "#dataset=spiral&hidden=4,3")
    playground["show-test"].check()
    playground.wait(lambda: "show_test=true" in _hash(playground))


def test_changes_replace_the_address_and_do_not_fill_the_history(playground: Playground) -> None:
    length = playground.page.evaluate("history.length")
    playground["dataset-xor"].click()
    playground["dataset-gauss"].click()
    playground.wait(lambda: _hash(playground) == "#dataset=gauss")
    assert playground.page.evaluate("history.length") == length


def test_a_pasted_link_changes_the_network_and_back_returns(playground: Playground) -> None:
    session = playground.session_id
    playground.page.evaluate("location.hash = '#dataset=xor&hidden=3'")
    playground.becomes("data.dataset", "xor")
    playground.becomes("network.hidden", [3])
    playground.page.go_back()
    playground.becomes("data.dataset", "circle")
    playground.becomes("network.hidden", [4, 2])
    assert playground.session_id == session


def test_a_pasted_link_to_another_start_starts_there(playground: Playground) -> None:
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    playground.page.evaluate("location.hash = '#initZero=true&networkShape=3'")
    playground.wait(lambda: set(playground.parameters()) == {0.0})
    assert playground.session()["epoch"] == 0
    playground.wait(lambda: playground.epoch == 0)


def test_the_way_to_the_experiments_and_back_leads_to_the_same_network(playground: Playground) -> None:
    session = playground.session_id
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    playground.page.get_by_role("link", name="Experiments").click()
    playground.page.get_by_role("link", name="Playground").click()
    playground.wait(lambda: playground.epoch == 1)
    assert playground.session_id == session
    playground.page.get_by_role("link", name="Playground").click()
    playground.wait(lambda: playground.epoch == 1)
    assert playground.session_id == session


@pytest.mark.parametrize("turned", [False, True])
def test_an_old_link_opens_with_the_same_settings(page: Page, server: str, turned: bool) -> None:
    keys = OLD_LINK[1:].split("&")
    playground = Playground(page, server).open("/#" + "&".join(reversed(keys) if turned else keys))
    config = playground.session()["config"]
    assert config["features"] == ["x1", "x1^2", "x1x2", "sin(x1)"]
    assert config["network"]["hidden"] == [8, 6]
    assert config["network"]["activation"] == "relu"
    assert {name: config["data"][name] for name in ("dataset", "noise", "train_percent")} == {
        "dataset": "spiral",
        "noise": 15,
        "train_percent": 70,
    }
    training = config["training"]
    assert (training["learning_rate"], training["batch_size"]) == (0.1, 25)
    assert (training["regularization"], training["regularization_rate"]) == ("l1", 0.003)
    expect(playground["show-test"]).to_be_checked()
    expect(playground["discretize"]).to_be_checked()
    expect(playground["notice"]).to_have_count(0)


def test_values_beyond_the_limits_are_clamped_with_a_notice(page: Page, server: str) -> None:
    playground = Playground(page, server).open("/#networkShape=199,2&noise=70&initZero=true")
    expect(playground["notice"]).to_contain_text("hidden=199,2 became 128,2.")
    assert playground.setting("network.hidden") == [128, 2]
    assert playground.setting("network.init") == "zeros"
    assert set(playground.parameters()) == {0}


def test_a_link_can_hide_controls_and_texts(page: Page, server: str) -> None:
    playground = Playground(page, server).open(
        "/#learningRate_hide=true&percTrainData_hide=true&hideText=true"
    )
    expect(playground["learning-rate"]).to_be_hidden()
    expect(playground["train-percent"]).to_be_hidden()
    expect(playground["hint"]).to_be_hidden()
    expect(playground["loss-test"]).to_be_visible()
    expect(playground["noise"]).to_be_visible()


def test_reloading_returns_to_the_session(playground: Playground) -> None:
    session = playground.session_id
    playground["dataset-xor"].click()
    playground.becomes("data.dataset", "xor")
    playground["step"].click()
    playground.wait(lambda: playground.epoch == 1)
    playground.page.reload()
    playground.wait(lambda: playground["epoch"].is_visible() and playground.epoch == 1)
    assert playground.session_id == session
    assert playground.setting("data.dataset") == "xor"


def test_the_session_in_the_address_wins_over_the_hash(page: Page, server: str) -> None:
    made = http.post(f"{server}/api/sessions", json={"config": {"data": {"dataset": "moons"}}}).json()
    http.post(f"{server}/api/sessions/{made['id']}/step", json={"epochs": 7})
    playground = Playground(page, server).open(f"/?session={made['id']}#dataset=xor")
    playground.wait(lambda: playground.epoch == 7)
    expect(playground["dataset-moons"]).to_have_attribute("aria-pressed", "true")
    http.post(f"{server}/api/sessions/{made['id']}/step", json={"epochs": 3})
    playground.wait(lambda: playground.epoch == 10)


def test_a_watcher_sees_everything_and_changes_nothing(page: Page, server: str) -> None:
    made = http.post(f"{server}/api/sessions", json={}).json()
    playground = Playground(page, server).open(f"/?session={made['watch_id']}")
    expect(playground["watching"]).to_be_visible()
    for testid in (
        "play",
        "step",
        "reset",
        "learning-rate",
        "noise",
        "regenerate",
        "add-layer",
        "layer-1-add",
    ):
        expect(playground[testid]).to_be_disabled()
    before = playground.boundary()
    http.post(f"{server}/api/sessions/{made['id']}/step", json={"epochs": 20})
    playground.wait(lambda: playground.epoch == 20 and playground.boundary() != before)
    playground["link-1-0-0"].click()
    expect(playground["editor"]).to_be_hidden()
    expect(playground["presets"]).to_be_hidden()
    playground["confusion"].locator("summary").click()
    expect(playground["confusion"].locator("td:not(.share)")).to_have_count(8)
    playground["file"].click()
    with page.expect_download() as download:
        playground["export-csv"].click()
    assert download.value.suggested_filename.endswith(".csv")


def test_the_shared_links_open_what_they_say(playground: Playground, page: Page, server: str) -> None:
    playground["dataset-spiral"].click()
    playground.becomes("data.dataset", "spiral")
    playground["share"].click()
    links = {name: playground[f"share-{name}"].input_value() for name in ("settings", "steer", "watch")}
    assert links["settings"] == f"{server}/#dataset=spiral"
    assert links["steer"].endswith(playground.session_id)
    assert "id" not in http.get(f"{server}/api/sessions/{links['watch'].split('=')[1]}").json()
    playground["copy-watch"].click()
    expect(playground["share-said"]).to_contain_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == links["watch"]


@pytest.mark.parametrize("edited", [False, True])
def test_the_network_is_copied_as_code(playground: Playground, edited: bool) -> None:
    playground.play_until(5)
    if edited:
        playground["layer-1-add"].click()
        playground.wait(lambda: not playground.session()["pristine"])
    code = http.get(f"{playground.url}/api/sessions/{playground.session_id}/code").json()
    assert ("set_parameters" in code["python"]) == edited
    playground["copy-python"].click()
    assert _copied(playground) == code["python"]
    playground["code-curl"].click()
    assert _copied(playground) == code["curl"]
    expect(playground["code"]).to_have_text(code["curl"])


@pytest.mark.usefixtures("refusals")
def test_code_that_the_server_does_not_give_is_not_copied(playground: Playground) -> None:
    playground["copy-python"].click()
    expect(playground["code"]).to_contain_text("Trainer")
    playground.page.route("**/code", lambda route: route.abort())
    playground["code-curl"].click()
    expect(playground["code-said"]).to_contain_text("The server does not answer")
    expect(playground["code"]).to_have_text("")


def test_code_is_copied_where_the_clipboard_is_closed(playground: Playground) -> None:
    playground.page.evaluate(
        "window.clipboard = navigator.clipboard;"
        "Object.defineProperty(navigator, 'clipboard', {value: undefined})"
    )
    playground["copy-python"].click()
    expect(playground["code-said"]).to_contain_text("Copied")
    assert "trainer = Trainer(config)" in playground.page.evaluate("clipboard.readText()")


def _copied(playground: Playground) -> str:
    expect(playground["code-said"]).to_contain_text("Copied")
    return str(playground.page.evaluate("navigator.clipboard.readText()"))


def test_copying_works_where_the_clipboard_is_closed(playground: Playground) -> None:
    playground.page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    playground["share"].click()
    link = playground["share-settings"].input_value()
    playground["copy-settings"].click()
    expect(playground["share-said"]).to_contain_text("Copied")
    playground["share-watch"].evaluate("field => { field.readOnly = false; field.value = ''; }")
    playground["share-watch"].press("ControlOrMeta+v")
    expect(playground["share-watch"]).to_have_value(link)
