"""From the playground into a lab that explains, and back to the same network."""

import pytest
from playwright.sync_api import expect

from tests.e2e.playground import Playground


@pytest.mark.own_tab
def test_help_leads_into_a_lab_and_the_lab_back_to_the_same_network(playground: Playground) -> None:
    page, session = playground.page, playground.session_id
    page.get_by_test_id("help").click()
    page.get_by_test_id("help-dialog").get_by_role("link", name="Activations").click()
    expect(page.get_by_role("heading", name="The neuron and its transfer function")).to_be_visible()
    page.get_by_role("navigation").get_by_role("link", name="Playground").click()
    expect(page.get_by_test_id("epoch")).to_be_visible()
    playground.wait(lambda: playground.session_id == session)


@pytest.mark.own_tab
def test_an_explanation_under_the_pointer_has_a_way_into_a_lab(playground: Playground) -> None:
    page = playground.page
    page.locator("[data-control=loss] .label").hover()
    link = page.locator(".bubble a")
    expect(link).to_have_text("See it in a lab")
    link.click()
    expect(page.get_by_role("heading", name="Where losses come from")).to_be_visible()
