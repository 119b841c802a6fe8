"""Any table that people have is read, and what was understood is said."""

import csv
import io
import json
import random
import sys
import time
import tracemalloc
from typing import Any

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.points.reading_cases import EXPECTED, FOLDER, compact
from tinkernet.errors import InvalidRequest, RequestTooLarge
from tinkernet.points.reading.cells import MISSING
from tinkernet.points.reading.reader import read_table
from tinkernet.points.reading.table import Wishes

POINTS = [
    (-2.5, 1.25),
    (-1.75, 0.5),
    (-3, 2),
    (-2.2, 1.6),
    (1.5, -0.75),
    (2.25, -1.5),
    (0.8, -2.1),
    (1.9, -1.2),
]
FIVE = (FOLDER / "columns-five.csv").read_bytes()
TEN = (FOLDER / "labels-ten-classes.csv").read_bytes()
READ = [name for name, expected in EXPECTED.items() if not isinstance(expected, str)]
REFUSED = [name for name in EXPECTED if name not in READ]


SAID = b'# tinkernet: {"x1":2,"x2":1,"label":3,"classes":["b","a"],"scale":"standard"}\nx1,x2,c\n'
ROWS = b"1,2,a\n3,5,b\n2,4,a\n"


def test_what_a_table_says_of_itself_is_heeded() -> None:
    table, report = read_table(SAID + ROWS)
    assert table.values.tolist() == [[2, 1, 1], [5, 3, -1], [4, 2, 1]]
    assert (table.class_names, report.scale.method, report.comments) == (("b", "a"), "standard", 1)


def test_what_is_asked_takes_the_place_of_what_a_table_says() -> None:
    assert read_table(SAID + ROWS, Wishes(scale="fit"))[1].scale.method == "fit"
    table, report = read_table(SAID + ROWS, Wishes(x1="x1"))
    assert (table.values[0].tolist(), table.class_names) == ([1, 2, -1], ("a", "b"))
    assert report.scale.method == "standard"


@pytest.mark.parametrize(
    "said", ["", "{", "[]", '{"seed": 2}', '{"scale": "log"}', '{"x1": 0}', '{"max_bytes": 1}']
)
def test_what_a_table_says_of_itself_that_nobody_knows_is_refused(said: str) -> None:
    with pytest.raises(
        InvalidRequest, match=r"the comment that begins with # tinkernet cannot be read, as .*: "
    ):
        read_table(f"# tinkernet: {said}\nx1,x2,c\n".encode() + ROWS)


def test_every_file_has_an_expectation() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", READ)
def test_a_file_is_understood(name: str) -> None:
    _, report = read_table((FOLDER / name).read_bytes())
    assert compact(report) == EXPECTED[name]


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        read_table((FOLDER / name).read_bytes())
    assert refusal.value.message == EXPECTED[name]
    assert ": " in refusal.value.message


@pytest.mark.parametrize("name", [name for name in READ if name.startswith(("text-", "names-", "labels-"))])
def test_dialects_of_one_table_have_the_same_values(name: str) -> None:
    table, _ = read_table((FOLDER / name).read_bytes())
    assert table.values[:, :2].tolist() == [list(point) for point in POINTS]
    assert not table.values.flags.writeable


# Wishes


@pytest.mark.parametrize(
    ("wishes", "columns"),
    [
        (Wishes(x1="height", x2="mass"), ("height", "mass", "species")),
        (Wishes(x1=3, x2="4"), ("height", "mass", "species")),
        (Wishes(x1=" HEIGHT"), ("height", "length", "species")),
        (Wishes(x2="length"), ("width", "length", "species")),
        (Wishes(label="mass"), ("length", "width", "mass")),
        (Wishes(x1="mass", x2="length", label=2), ("mass", "length", "width")),
    ],
)
def test_columns_can_be_asked_for(wishes: Wishes, columns: tuple[str, ...]) -> None:
    table, report = read_table(FIVE, wishes)
    assert table.columns == columns
    assert {report.x1.why, report.x2.why, report.label.why} >= {"asked"}


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("x,y,class", "x y class"),
        ("x1,x2,y", "x1 x2 y"),
        ("y,x1,x2", "x1 x2 y"),
        ("x0,x1,y", "x0 x1 y"),
        ("Y,X,Z", "X Y Z"),
        ("target,a,b", "a b target"),
        ("value,a,b", "value a b"),
        ("feature_1,class,feature 2", "feature_1 feature 2 class"),
        ("type,x2,x1", "x1 x2 type"),
        ("nine,eight,seven", "nine eight seven"),
    ],
)
def test_columns_are_told_by_their_names(header: str, columns: str) -> None:
    table, _ = read_table(f"{header}\n1,2,0\n3,1,1\n5,1,0\n".encode())
    assert " ".join(table.columns) == columns


def test_columns_that_differ_in_case_alone_are_refused_where_one_is_needed() -> None:
    with pytest.raises(InvalidRequest, match="the columns x1 and X1 have the same name: rename one of them"):
        read_table(b"x1,X1,x2,label\n1,2,3,0\n3,1,4,1\n")


@pytest.mark.parametrize(
    ("wishes", "message"),
    [
        (Wishes(x1="depth"), "x1 must be one of the columns length, width, .*, got 'depth'"),
        (Wishes(x2=6), "x2 must be one of the columns .* or its number, got 6"),
        (Wishes(x2=0), "x2 must be one of the columns"),
        (Wishes(x1="length", label=1), "label must be a column of its own, got 1"),
        (Wishes(x1="species"), "species must be a number, got 'newt' in line 2: correct it"),
        (Wishes(task="regression"), "species must be a number for a regression, got 'newt' in line 2"),
        (
            Wishes(classes=("newt",)),
            "species must be one of the classes that are asked for, got 'toad' in line 6",
        ),
        (Wishes(classes=("newt", "newt")), "each of the classes may be given once"),
        (Wishes(task="regression", classes=("a", "b")), "classes are of a classification"),
        (Wishes(classes=(*"abcdefg", "newt", "toad")), "there may be 8 classes"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(wishes: Wishes, message: str) -> None:
    with pytest.raises(InvalidRequest, match=message):
        read_table(FIVE, wishes)


def test_ten_classes_are_a_regression_if_asked_for() -> None:
    table, report = read_table(TEN, Wishes(task="regression"))
    assert (table.class_names, report.task_why) == ((), "asked")
    assert table.values[:, 2].tolist() == [place // 3 for place in range(30)]


def test_fractions_are_classes_if_asked_for() -> None:
    table, _ = read_table(b"0 0 0.5\n1 1 .25\n2 2 5e-1\n", Wishes(task="classification"))
    assert table.class_names == ("0.25", "0.5")
    assert table.values[:, 2].tolist() == [1, -1, 1]


def test_classes_are_in_the_order_that_is_asked_for() -> None:
    table, _ = read_table(FIVE, Wishes(classes=("toad", "newt")))
    assert table.class_names == ("toad", "newt")
    assert table.values[:, 2].tolist() == [1] * 4 + [-1] * 4
    of_three, report = read_table(FIVE, Wishes(classes=("toad", "frog", "newt")))
    assert of_three.values[:, 2].tolist() == [2] * 4 + [0] * 4
    assert [entry.count for entry in report.classes] == [4, 0, 4]


@pytest.mark.parametrize("classes", [("2", "1"), ("2.0", "1e0")])
def test_classes_that_are_numbers_may_be_written_in_any_way(classes: tuple[str, ...]) -> None:
    table, _ = read_table(b"0,0,1\n1,1,2.00\n", Wishes(classes=classes))
    assert table.class_names == classes
    assert table.values[:, 2].tolist() == [1, -1]


# Labels


@pytest.mark.parametrize(
    ("labels", "class_names"),
    [
        ("1 1", ("-1", "1")),
        ("-1 -1", ("-1", "1")),
        ("0 0", ("0", "1")),
        ("0 1 2 3 4 5 6 7", tuple("01234567")),
        ("2 4 6 2 4 6", ("2", "4", "6")),
        ("10 9 b a", ("9", "10", "a", "b")),
        ("-0 0 1", ("0", "1")),
        ("1e3 1000.0 7", ("7", "1000")),
        ("no YES No", ("no", "No", "YES")),
        ("2 4 6 2", ()),
        ("0.5 0.5", ()),
        ("1 1e20", ()),
    ],
)
def test_labels_say_which_classes_there_are(labels: str, class_names: tuple[str, ...]) -> None:
    rows = [f"{place},0,{label}" for place, label in enumerate(labels.split())]
    table, _ = read_table("\n".join(rows).encode())
    if class_names != ("no", "No", "YES"):
        assert table.class_names == class_names
    else:
        assert set(table.class_names) == set(class_names)


# Size


def test_of_many_rows_a_sample_keeps_the_shares_and_the_order() -> None:
    rows = [f"{place},{place % 7},{'rare' if place % 100 == 0 else 'often'}" for place in range(20_000)]
    table, report = read_table("\n".join(rows).encode(), Wishes(seed=3))
    assert (report.rows, report.used) == (20_000, 5000)
    assert report.sample is not None
    assert (report.sample.of, report.sample.seed) == (20_000, 3)
    assert {entry.name: entry.count for entry in report.classes} == {"often": 4950, "rare": 50}
    assert (np.diff(table.values[:, 0]) > 0).all()
    again, _ = read_table("\n".join(rows).encode(), Wishes(seed=3))
    other, _ = read_table("\n".join(rows).encode(), Wishes(seed=4))
    np.testing.assert_array_equal(table.values, again.values)
    assert table.values.tolist() != other.values.tolist()


def test_a_sample_has_every_class_and_both_sides() -> None:
    rows = [f"{place},0,a,train" for place in range(300)] + ["1,1,b,train", "2,2,a,test", "3,3,b,test"]
    table, _ = read_table("\n".join(["x1,x2,label,split", *rows]).encode(), Wishes(max_points=10))
    assert table.sides is not None
    assert len(table.values) == 10
    assert {*zip(table.values[:, 2].tolist(), table.sides.tolist(), strict=True)} == {
        (-1, True),
        (-1, False),
        (1, True),
        (1, False),
    }


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"1,2,3\n" * 200_001, "at most 200000 rows"),
        (b"1," * 999 + b"1\n" + b"1,2,3\n", "line 2 has 3 cells where the first row has 1000"),
        ((b"1," * 999 + b"1\n") * 2001, "at most 2000000 cells"),
        (b"1," * 60_000, "line 1 has more than 100000 characters"),
        (b'1,2,"' + b"a\n" * 100_000, "line .* cannot be split into cells: close each quote"),
        (b"[" + b"[]," * 200_000 + b"[]]", "at most 200000 rows"),
    ],
)
def test_what_is_too_large_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(InvalidRequest, match=message):
        read_table(data)


def test_a_limit_of_bytes_can_be_given() -> None:
    with pytest.raises(RequestTooLarge, match="at most 10 bytes, got 11: keep fewer rows"):
        read_table(b"0,0,0\n1,1,1", Wishes(max_bytes=10))


# The report


def test_a_report_is_told_in_a_few_lines() -> None:
    _, report = read_table((FOLDER / "missing-values.csv").read_bytes(), Wishes(x1="x2", x2="x1"))
    assert str(report).splitlines() == [
        "text, utf-8, separated by commas, with a header",
        "x1 is x2 (asked), x2 is x1 (asked), label is label (by name)",
        "classification, few numbers: 0 (1), 1 (2)",
        "3 of 8 rows used",
        "1 left out, x1 is missing: line 3",
        "3 left out, x2 is missing: line 4, 6, 9",
        "1 left out, label is missing: line 7",
        "x1 from -2 to 2, x2 from -1 to 2",
    ]


def test_a_report_of_a_regression_tells_the_range_of_its_labels() -> None:
    rows = "\n".join(f"{place};{place};{place}" if place != 5 else "5,5;NA;1" for place in range(9000))
    _, report = read_table(rows.encode(), Wishes(seed=7))
    assert "5000 of 9000 rows used, a sample of 8999 with seed 7" in str(report)
    assert ", label from " in str(report)


def test_a_report_travels_as_json() -> None:
    _, report = read_table(FIVE)
    told = json.loads(report.model_dump_json())
    assert type(report).model_validate(told) == report
    assert told["columns"][0] == {"name": "length", "kind": "number"}
    assert told["ranges"]["x1"] == {"least": 1.0, "largest": 6.25}


# Other formats


def test_parquet_without_pyarrow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InvalidRequest, match=r"need pyarrow: save the table as CSV, or pip install"):
        read_table((FOLDER / "table.parquet").read_bytes())


def test_columns_of_lists_are_refused() -> None:
    file = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"x1": [1, 2], "both": [[1], [2]]}), file)
    with pytest.raises(InvalidRequest, match="column 'both' holds neither numbers nor words: leave it out"):
        read_table(file.getvalue())


@pytest.mark.parametrize(
    "name", ["table.parquet", "table.arrow", "stream.arrows", "arrays.npz", "points.npz"]
)
def test_a_damaged_file_is_refused_or_read(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    randomness = random.Random(5)
    for _ in range(60):
        damaged = bytearray(content[: randomness.randrange(8, len(content) + 1)])
        for _ in range(randomness.randrange(4)):
            damaged[randomness.randrange(8, len(damaged) + 1) - 1] = randomness.randrange(256)
        _ends_well(bytes(damaged))


@pytest.mark.parametrize(
    "arrays",
    [
        {"X": np.zeros((4, 2)), "y": np.array([0, 1, {}, 1], object)},
        {"X": np.zeros((4, 2)), "y": np.zeros(3)},
        {"X": np.zeros((4, 1)), "y": np.zeros(4)},
        {"X": np.zeros(4), "y": np.zeros(4)},
        {"points": np.zeros((4, 2))},
        {"points": np.zeros((4, 3), complex)},
    ],
)
def test_arrays_of_another_shape_are_refused(arrays: dict[str, Any]) -> None:
    file = io.BytesIO()
    np.savez(file, **arrays)
    with pytest.raises(InvalidRequest, match=r": save|must have the shape"):
        read_table(file.getvalue())


def test_rows_can_be_given_as_they_are() -> None:
    table, report = read_table([[0.1, 0.2, "a"], [0.3, None, "b"], [1 / 3, 5, "b"]])
    assert table.values.tolist() == [[0.1, 0.2, -1], [1 / 3, 5, 1]]
    assert report.left_out[0].lines == (2,)


# Anything

WORDS = st.text(st.sampled_from("abcdefgéüß-+.,;|#%'\" 0159"), min_size=1, max_size=12).map(str.strip)
LABELS = st.lists(
    WORDS.filter(lambda word: word not in MISSING and any(c in "abcdfgéüß" for c in word)),
    min_size=2,
    max_size=8,
    unique=True,
)
DELIMITERS = [(",", "."), *((delimiter, decimal) for delimiter in ";\t| " for decimal in ".,")]


@st.composite
def dialects(draw: st.DrawFn) -> dict[str, Any]:
    """A way to write a table."""
    delimiter, decimal = draw(st.sampled_from(DELIMITERS))
    return {
        "delimiter": delimiter,
        "decimal": decimal,
        "encoding": draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252"])),
        "end": draw(st.sampled_from(["\n", "\r\n", "\r"])),
        "quoting": draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC])),
        "header": draw(st.booleans()),
        "comment": draw(st.sampled_from(["", "# x1;x2\n", "\n"])),
    }


def written(rows: list[tuple[float, float, str]], dialect: dict[str, Any]) -> bytes:
    """A table in a dialect."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=dialect["delimiter"], quoting=dialect["quoting"], lineterminator="\n")
    if dialect["header"]:
        writer.writerow(["x1", "x2", "label"])
    for x1, x2, label in rows:
        numbers = [repr(value).replace(".", dialect["decimal"]) for value in (x1, x2)]
        writer.writerow([*numbers, label])
    whole = dialect["comment"] + text.getvalue()
    return whole.replace("\n", dialect["end"]).encode(dialect["encoding"])


NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@given(
    points=st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 7)), min_size=8, max_size=12),
    names=LABELS,
    dialect=dialects(),
)
def test_what_was_written_in_any_dialect_is_read(
    points: list[tuple[float, float, int]], names: list[str], dialect: dict[str, Any]
) -> None:
    rows = [(x1, x2, names[place % len(names)]) for place, (x1, x2, _) in enumerate(points)]
    table, report = read_table(written(rows, dialect))
    assert report.delimiter == dialect["delimiter"]
    assert report.header == dialect["header"]
    assert table.values[:, :2].tolist() == [[x1, x2] for x1, x2, _ in rows]
    labels = [-1.0, 1.0] if len(names) == 2 else [float(place) for place in range(len(names))]
    read = dict(zip(labels, table.class_names, strict=True))
    assert [read[label] for label in table.values[:, 2].tolist()] == [label for _, _, label in rows]


BEGINNINGS = (
    b"PAR1",
    b"ARROW1\0\0",
    b"\xff\xff\xff\xff",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"@data\n",
    b"[",
    b"x1,x2,y\n",
)
SOUND = [content for name in READ if len(content := (FOLDER / name).read_bytes()) < 2000]
SIGNS = b"0123456789.,;\t| \n\r\"'#%[]{}-+eExyab"


def _ends_well(data: bytes) -> bool:
    """Whether bytes were read; otherwise they were refused, and nothing else."""
    try:
        table, report = read_table(data)
    except InvalidRequest:
        return False
    assert np.isfinite(table.values).all()
    assert str(report)
    return True


def _any_bytes(randomness: random.Random) -> bytes:
    """Of any kind; signs of tables, perhaps behind the beginning of a file; a table with some wrong."""
    kind = randomness.randrange(3)
    if kind == 0:
        return randomness.randbytes(randomness.randrange(300))
    if kind == 1:
        signs = bytes(randomness.choices(SIGNS, k=randomness.randrange(120)))
        return randomness.choice((b"", b"", *BEGINNINGS)) + signs
    table = bytearray(randomness.choice(SOUND))
    for place in randomness.choices(range(len(table)), k=randomness.randrange(4)):
        table[place] = randomness.choice((randomness.randrange(256), *SIGNS))
    return bytes(table)


def test_ten_thousand_strings_of_bytes_end_well_and_soon() -> None:
    randomness, slowest, read = random.Random(1), 0.0, 0
    for beginning in (*BEGINNINGS, *SOUND):
        _ends_well(beginning)  # what is loaded for a format once does not count
    for _ in range(10_000):
        data, begun = _any_bytes(randomness), time.thread_time()
        read += _ends_well(data)
        slowest = max(slowest, time.thread_time() - begun)
    assert 1_000 < read < 9_000
    assert slowest < 0.5


def test_bytes_of_any_kind_take_little_memory() -> None:
    """Ten thousand of them where time does not matter: HYPOTHESIS_PROFILE=thorough."""
    randomness = random.Random(2)
    for beginning in (*BEGINNINGS, *SOUND):
        _ends_well(beginning)
    tracemalloc.start()
    try:
        for _ in range(10_000 if settings().max_examples > 100 else 500):
            _ends_well(_any_bytes(randomness))
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


@given(
    st.one_of(
        st.binary(), st.text().map(str.encode), st.text(st.sampled_from('1.,;\n\t" -axNA')).map(str.encode)
    )
)
def test_any_bytes_end_well(data: bytes) -> None:
    _ends_well(data)
