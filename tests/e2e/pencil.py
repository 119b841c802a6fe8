"""The pencil in a hand, for the end-to-end tests."""

from typing import Any

from playwright.sync_api import expect

from tests.e2e.playground import Playground

Place = tuple[float, float]
PAINTED = [
    ("1", [(-4, 3), (-2, -3), (-4, -4)]),
    ("2", [(4, 3), (2, -3), (4, -4)]),
]
"""Two strokes, one of each class, that a straight line parts."""


class Pencil:
    """The pencil on a page, once it is open."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        playground["pencil"].click()
        expect(playground["pencil-bar"]).to_be_visible()
        playground.page.wait_for_function("document.querySelector('.plane').hasAttribute('tabindex')")

    def at(self, place: Place) -> Place:
        """Where a place of the plane lies in the window."""
        box = self._playground["plane"].bounding_box()
        assert box
        return box["x"] + (place[0] + 6) / 12 * box["width"], box["y"] + (6 - place[1]) / 12 * box["height"]

    def press(self, *places: Place, steps: int = 4) -> None:
        """Presses at the first place, moves to the others, and lets go."""
        mouse = self._playground.page.mouse
        mouse.move(*self.at(places[0]))
        mouse.down()
        for place in places[1:]:
            mouse.move(*self.at(place), steps=steps)
        mouse.up()

    def paint(self) -> dict[str, Any]:
        """Clears the plane and paints both classes; the points that the server has then."""
        self._playground["pencil-clear"].click()
        for key, places in PAINTED:
            self._playground.page.keyboard.press(key)
            self.press(*places)
        return self.settled()

    def settled(self) -> dict[str, Any]:
        """The points, once nothing is under way any more."""
        seen: list[dict[str, Any]] = []

        def is_still() -> bool:
            seen.append(self._playground.data())
            return len(seen) > 2 and seen[-1] == seen[-3]

        self._playground.wait(is_still)
        return seen[-1]


def labels(data: dict[str, Any]) -> set[float]:
    """Those that points of one's own have."""
    return {row[2] for row in data["points"]}
