"""The labs as a class does them."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.learner import Learner
from tests.e2e.lessons import LESSONS


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("lab", LESSONS)
def test_a_lab_is_done_by_keyboard_from_question_to_take_away(
    page: Page, server: str, lab: str, language: str
) -> None:
    learner = Learner(page, server, lab, language)
    LESSONS[lab](learner)
    expect(learner["restart"]).to_be_visible()
