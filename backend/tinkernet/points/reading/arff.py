"""Weka's ARFF: attributes by name, then rows separated by commas."""

import re

from tinkernet.points.reading.delimited import Content, split
from tinkernet.points.reading.grid import Grid
from tinkernet.points.reading.sentences import refusal

_ATTRIBUTE = re.compile(
    r"@attribute\s+(?:'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\"|(?P<plain>[^\s{]+))", re.I
)
_ARFF = re.compile(r"\s*@(?:relation|attribute)\b", re.I)


def is_arff(text: str) -> bool:
    """Whether the first line that says something is one of ARFF."""
    for line in text.split("\n", 100)[:100]:
        if line.strip() and not line.lstrip().startswith("%"):
            return _ARFF.match(line) is not None
    return False


def arff(text: str, encoding: str) -> Grid:
    """The cells below `@data`, with the names of the attributes.

    Raises:
        InvalidRequest: there is no data, the rows are sparse, or one cannot be split.
    """
    content = Content(text, ("%",))
    names = _attributes(content)
    rows, ends = split(content, ",", "'" if text.count("'") > text.count('"') else '"')
    if rows and rows[0][0].startswith("{"):
        raise refusal("sparse", line=ends[0], counted="line")
    return Grid("arff", rows, ends, tuple(names), encoding, ",", content.comments)


def _attributes(content: Content) -> list[str]:
    """The names that are declared; the content is left below `@data`."""
    names: list[str] = []
    for _, line in content:
        if line.lstrip().lower().startswith("@data"):
            break
        if found := _ATTRIBUTE.match(line.lstrip()):
            names.append(next(filter(None, found.groups()), "").strip())
    return names
