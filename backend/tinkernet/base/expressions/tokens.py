"""The words of an expression, each with its place in the text as it was typed."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from tinkernet.base.expressions.tree import FUNCTIONS, MAX_LENGTH, Unreadable

Kind = Literal["number", "name", "function", "sign", "end"]

_BLANK = re.compile("[ \\t\\n\\r\u00a0\u2009\u202f]*")
_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+(?:[.,][0-9]+)?|[.,][0-9]+)(?:[eE][-+−–]?[0-9]+)?)"
    r"|(?P<raised>[²³⁴]+)"
    r"|(?P<word>[A-Za-z_ŷσμπ][A-Za-z_ŷσμπ0-9₀-₉]*)"
    r"|(?P<sign>\*\*|<=|>=|&&|\|\||[-+*/^()<>≤≥&|∧∨¬−–×·⋅÷])"
)
_UNJOINED = re.compile(r"_(?=[0-9₀-₉]|hat)")
_SAME = {
    "−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "**": "^", "≤": "<=", "≥": ">=",
    "&": "and", "&&": "and", "∧": "and", "|": "or", "||": "or", "∨": "or", "¬": "not",
}  # fmt: skip
_ARITHMETIC = frozenset("+-*/^()")
_WORDS = frozenset({"and", "or", "not"})
_SPELLED = {"ŷ": "yhat", "μ": "mu", "π": "pi", **{chr(0x2080 + digit): str(digit) for digit in range(10)}}
_RAISED = str.maketrans("²³⁴", "234")
_PLAIN = str.maketrans(",−–", ".--")


class Token(NamedTuple):
    """A number, a name, a function or a sign, each sign in one spelling; `and` and `not` are signs too."""

    kind: Kind
    value: float | str
    at: int


def tokens(text: str, names: Sequence[str], conditions: bool) -> list[Token]:
    """All of them, and the end.

    Raises:
        Unreadable: the text is too long, or something in it is none of them.
    """
    if len(text) > MAX_LENGTH:
        raise Unreadable("too_long", MAX_LENGTH)
    found: list[Token] = []
    at = _after_blank(text, 0)
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unreadable("unknown_sign", at)
        for token in _read(match, names, conditions):
            if token.kind == "number" and found and found[-1].kind == "number":
                raise Unreadable("expected", token.at)
            found.append(token)
        at = _after_blank(text, match.end())
    return [*found, Token("end", "", len(text))]


def _after_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    assert blank is not None
    return blank.end()


def _read(match: re.Match[str], names: Sequence[str], conditions: bool) -> Iterator[Token]:
    text, at = match[0], match.start()
    if match["word"] and not (conditions and text in _WORDS):
        yield from _split(text, at, names)
    elif match["number"]:
        yield _number(text.translate(_PLAIN), at)
    elif match["raised"]:
        yield Token("sign", "^", at)
        yield _number(text.translate(_RAISED), at)
    else:
        sign = _SAME.get(text, text)
        if sign not in _ARITHMETIC and not conditions:
            raise Unreadable("unknown_sign", at)
        yield Token("sign", sign, at)


def _number(text: str, at: int) -> Token:
    number = float(text)
    if math.isinf(number):
        raise Unreadable("number", at)
    return Token("number", number, at)


def _split(word: str, start: int, names: Sequence[str]) -> Iterator[Token]:
    """The known names that a word consists of, from the left the longest each time."""
    if word in names:
        yield Token("name", word, start)
        return
    spelling, places = spelled(word, names)
    known = sorted({*names, *FUNCTIONS, "ln", "pi"}, key=len, reverse=True)
    done = 0
    while done < len(spelling):
        name = next((name for name in known if spelling.startswith(name, done)), None)
        if name is None:
            raise Unreadable("unknown_name", start + places[done])
        at = start + places[done]
        is_function = name not in names and name != "pi"
        yield (
            Token("function", "log" if name == "ln" else name, at) if is_function else Token("name", name, at)
        )
        done += len(name)


def spelled(word: str, names: Sequence[str]) -> tuple[str, list[int]]:
    """A word in plain letters and digits, `w_1` and `w₁` as `w1`, and where each of them comes from."""
    spellings = {**_SPELLED, "σ": "sigma" if "sigma" in names else "sigmoid"}
    spelling, places = "", []
    for place, sign in enumerate(word):
        letters = "" if _UNJOINED.match(word, place) else spellings.get(sign, sign)
        spelling += letters
        places += [place] * len(letters)
    return spelling, places
