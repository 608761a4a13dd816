"""The scanner of places: what `ties check` puts before each problem as line:column."""

import re
from typing import Any

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tui.records.positions import Path, Place, Positions


def place_at(text: str, offset: int) -> Place:
    """The place of an offset, counted the slow way."""
    return Place(text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def everything(data: object, path: Path = ()) -> dict[Path, object]:
    """Every table, array and value of a parsed document, by its path."""
    found = {path: data}
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, child in inner:
        found |= everything(child, (*path, part))
    return found


FACTS = '''\
# a base
format = 1

[[fact]]
id = "first"
  [[fact.evidence]]
  source = "one"
  [[fact.evidence]]
  source = "two"
  [fact.outcome]
  kind = "kept"

[[fact]]
id = "second"
parties = [ "a",  # not this: ]
            "b" ]
[[fact.evidence]]
source = "three"
quote = """
many "lines" = [
"""
note = "after"
[fact.outcome]
kind = "ended"

[tail]
'''


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        (("format",), (2, 1), (2, 10)),
        (("fact",), (4, 1), (4, 1)),
        (("fact", 0), (4, 1), (4, 1)),
        (("fact", 0, "id"), (5, 1), (5, 6)),
        (("fact", 0, "evidence"), (6, 3), (6, 3)),
        (("fact", 0, "evidence", 0), (6, 3), (6, 3)),
        (("fact", 0, "evidence", 0, "source"), (7, 3), (7, 12)),
        (("fact", 0, "evidence", 1), (8, 3), (8, 3)),
        (("fact", 0, "evidence", 1, "source"), (9, 3), (9, 12)),
        (("fact", 0, "outcome"), (10, 3), (10, 3)),
        (("fact", 0, "outcome", "kind"), (11, 3), (11, 10)),
        (("fact", 1), (13, 1), (13, 1)),
        (("fact", 1, "id"), (14, 1), (14, 6)),
        (("fact", 1, "parties"), (15, 1), (15, 11)),
        (("fact", 1, "parties", 0), (15, 13), (15, 13)),
        (("fact", 1, "parties", 1), (16, 13), (16, 13)),
        (("fact", 1, "evidence", 0), (17, 1), (17, 1)),
        (("fact", 1, "evidence", 0, "quote"), (19, 1), (19, 9)),
        (("fact", 1, "evidence", 0, "note"), (22, 1), (22, 8)),
        (("fact", 1, "outcome", "kind"), (24, 1), (24, 8)),
        (("tail",), (26, 1), (26, 1)),
        ((), (1, 1), (1, 1)),
    ],
)
def test_everything_in_a_file_of_facts_is_found(path: Path, key: tuple[int, int], value: tuple[int, int]) -> None:
    positions = Positions(FACTS)
    assert (positions.key(path), positions.value(path)) == (key, value)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("bare-key_1", "bare-key_1"),
        ("1234", "1234"),
        ('"with.dot"', "with.dot"),
        ("'lit\\eral'", "lit\\eral"),
        ('""', ""),
        ("''", ""),
        (r'"\"q\" \\ \t\u00e9\U0001F600\x41\e"', '"q" \\ \té😀A\x1b'),
        (r'"\\u00e9"', "\\u00e9"),
        ("'# = ]'", "# = ]"),
        ('"東京"', "東京"),
    ],
)
def test_a_key_is_known_by_the_name_its_spelling_stands_for(written: str, name: str) -> None:
    for text, path, column in [
        (f"{written} = 1", (name,), 1),
        (f"{written}\t=1", (name,), 1),
        (f"x . {written} . y = 1", ("x", name), 5),
        (f"x = {{ {written}=1 }}", ("x", name), 7),
        (f"[ {written} ]", (name,), 1),
        (f"[x.{written}]", ("x", name), 1),
        (f"[[{written}]]", (name, 0), 1),
    ]:
        tomli.loads(text)
        assert Positions(text).key(path) == (1, column), text


@pytest.mark.parametrize(
    "written",
    [
        "0",
        "-17",
        "+1_000",
        "0xDEAD_beef",
        "0o17",
        "0b101",
        "3.1415",
        "-6.02e+23",
        "inf",
        "-nan",
        "true",
        "false",
        "1979-05-27",
        "1979-05-27T07:32:00Z",
        "1979-05-27 07:32:00",
        "1979-05-27 07:32:00.999-07:00",
        "1979-05-27 07:32",
        "07:32:00.5",
        '""',
        r'"a \" b \\"',
        '"# not a comment ] } , = \'"',
        "''",
        r"'C:\'",
        '\'"""\'',
        '""""""',
        '"""a"""',
        '"""a""""',
        '"""a"""""',
        '"""""a"""""',
        '"""\n  a "" b\n"""',
        '"""a \\""" ] b"""',
        '"""a\\\\"""',
        '"""a \\\n   \n b"""',
        "''''''",
        "'''a''''",
        "'''''a'''''",
        "'''\na \\'' # ] b\n'''",
        "[]",
        "[ [ ], [1], { } ]",
        "[ # ]\n 1, # , ]\n # ]\n 2 # ]\n , ]",
        "{}",
        "{ a.b = 1, 'c' = [2], }",
        "{ # }\n a = 1, # }\n b = { c = '}' }\n}",
    ],
)
def test_what_follows_a_value_of_any_kind_is_found(written: str) -> None:
    documents: list[tuple[str, Path]] = [
        (f"x = {written}\ny = '!'", ("y",)),
        (f"x = {written} # c\ny = '!'", ("y",)),
        (f"x = [ {written},'!' ]", ("x", 1)),
        (f"x = [ {written} , # ]\n '!']", ("x", 1)),
        (f"x = {{ a={written},y='!'}}", ("x", "y")),
        (f"x = {{ a = {written} , # }}\n y = '!',}}", ("x", "y")),
    ]
    for text, path in documents:
        tomli.loads(text)
        assert Positions(text).value(path) == place_at(text, text.index("'!'")), text


@pytest.mark.parametrize(
    ("text", "path", "key", "value"),
    [
        ("a . b.c = 1", ("a", "b", "c"), (1, 7), (1, 11)),
        ("a . b.c = 1", ("a", "b"), (1, 5), (1, 5)),
        ("a.b = 1\na.c = 2", ("a",), (1, 1), (1, 1)),
        ("a.b = 1\na.c = 2", ("a", "c"), (2, 3), (2, 7)),
        ("x = {a.b=1, a.c=2}", ("x", "a"), (1, 6), (1, 6)),
        ("x = {a.b=1, a.c=2}", ("x", "a", "c"), (1, 15), (1, 17)),
        ("x = [[1, 2], [3]]", ("x", 1), (1, 14), (1, 14)),
        ("x = [[1, 2], [3]]", ("x", 1, 0), (1, 15), (1, 15)),
        ("x = [{a = 1}, {a = 2}]", ("x", 1, "a"), (1, 16), (1, 20)),
    ],
)
def test_dotted_keys_and_nested_values_stand_where_they_are_written(
    text: str, path: Path, key: tuple[int, int], value: tuple[int, int]
) -> None:
    tomli.loads(text)
    positions = Positions(text)
    assert (positions.key(path), positions.value(path)) == (key, value)


def test_a_table_only_named_in_other_headers_stands_at_the_first_of_them() -> None:
    positions = Positions("[a.b]\n[a.c]\n[[d.e]]\n")
    assert positions.key(("a",)) == (1, 1)
    assert positions.key(("d",)) == (3, 1)


def test_a_table_stands_at_its_own_header_even_when_that_comes_late() -> None:
    positions = Positions("[a.b]\nx = 1\n [a]\ny = 2\n")
    assert positions.key(("a",)) == positions.value(("a",)) == (3, 2)
    assert positions.key(("a", "b")) == (1, 1)
    assert positions.key(("a", "y")) == (4, 1)


def test_a_subtable_after_another_table_still_belongs_to_the_last_element() -> None:
    positions = Positions("[[a]]\n[[a]]\n[z]\n[a.b]\nx = 1\n[[a.c]]\n[[a.c]]\n[a.c.d]\ny = 2\n")
    assert positions.value(("a", 1, "b", "x")) == (5, 5)
    assert positions.value(("a", 1, "c", 1, "d", "y")) == (9, 5)


def test_columns_count_characters_not_bytes_or_cells() -> None:
    assert Positions('x = ["é東😀", 1]').value(("x", 1)) == (1, 13)


def test_only_line_feeds_end_a_line() -> None:
    text = 'a = "\u2028\u0085"\r\nb = """\r\n\r\n""" # \f\v\r\nc = 1\r\n'.replace("\f\v", "\u2029")
    assert list(tomli.loads(text)) == ["a", "b", "c"]
    assert Positions(text).value(("c",)) == (5, 5)


def test_a_number_and_the_same_digits_as_a_key_are_different_parts() -> None:
    positions = Positions("a = { 0 = 1 }\nb = [2]\n")
    assert positions.value(("a", "0")) == (1, 11)
    assert positions.value(("b", 0)) == (2, 6)
    others: list[Path] = [("a", 0), ("b", "0")]
    for path in others:
        with pytest.raises(KeyError):
            positions.value(path)


@pytest.mark.parametrize("path", [("fact", 2), ("fact", -1), ("format", "x"), ("fact", "id"), ("no",)])
def test_asking_for_what_is_not_written_raises_key_error(path: Path) -> None:
    positions = Positions(FACTS)
    with pytest.raises(KeyError):
        positions.key(path)
    with pytest.raises(KeyError):
        positions.value(path)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("fact", 1, "evidence", 0, "source"), (18, 10)),
        (("fact", 1, "evidence", 0, "missing", 3), (17, 1)),
        (("fact", 1, "parties", 7), (15, 11)),
        (("fact", 2, "id"), (4, 1)),
        (("missing",), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_the_nearest_place_is_that_of_the_longest_known_beginning(path: Path, place: tuple[int, int]) -> None:
    assert Positions(FACTS).nearest(path) == place


def test_an_empty_text_knows_only_the_document() -> None:
    assert Positions("").value(()) == Positions("").nearest(("x", 0)) == (1, 1)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (f"x = {'[' * 1000}1{']' * 1000}\ny = 2", ("x", *[0] * 1000)),
        (f"x = {'{a=' * 1000}1{'}' * 1000}\ny = 2", ("x", *["a"] * 1000)),
        (f"x = {'[{a=' * 1000}1{'}]' * 1000}\ny = 2", ("x", *[0, "a"] * 1000)),
        (f"x{'.a' * 1000} = 1\ny = 2", ("x", *["a"] * 1000)),
        (f"[x{'.a' * 999}]\na = 1\n[z]\ny = 2", ("x", *["a"] * 1000)),
    ],
    ids=["arrays", "inline tables", "both", "dotted key", "header"],
)
def test_nesting_a_thousand_deep_is_followed_to_its_end(text: str, path: Path) -> None:
    positions = Positions(text)
    assert positions.value(path) == place_at(text, text.index("1"))
    assert positions.value(("z", "y") if "[z]" in text else ("y",)).column == 5


@pytest.mark.parametrize(
    "wrong",
    [
        "= 1",
        "x",
        "x =",
        "x = \n",
        "x = ,",
        "x. = 1",
        "x = 'a",
        'x = "a\n"',
        'x = """a',
        'x = "\\',
        "[x",
        "[x.]",
        "[[",
        "[]",
        "x = [1",
        "x = {a",
        "x = {a = 1 b}",
        "x = [}",
        "x = ]",
        "\ufeffx = 1",
        r'"\UFFFFFFFF\ud800\q" = [',
        "é = 1",
    ],
)
def test_what_stands_before_the_first_non_toml_stays_known(wrong: str) -> None:
    positions = Positions(f"good = 1\n{wrong}")
    assert positions.value(("good",)) == (1, 8)
    assert positions.nearest(("good", "x")) == (1, 8)


class Writer:
    """Writes one random document, noting at each key and value what it is and where it stands."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.text = ""
        self.newline = self.draw(st.sampled_from(["\n", "\r\n"]))
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self.ends: dict[Path, int] = {}

    def draw(self, strategy: st.SearchStrategy[Any]) -> Any:
        return self.data.draw(strategy)

    def chance(self) -> bool:
        return bool(self.draw(st.booleans()))

    def blank(self) -> None:
        self.text += self.draw(st.sampled_from(["", "", " ", "\t", "   "]))

    def end_of_line(self) -> None:
        self.blank()
        self.text += self.draw(st.sampled_from(["", "", '# ] } " \'\'\' [x] = """', "#é😀"])) + self.newline

    def between(self) -> None:
        """What may stand between the items of an array, with line ends and comments."""
        for _ in range(self.draw(st.integers(0, 2))):
            self.end_of_line()
        self.blank()

    def names(self, most: int) -> list[str]:
        return list(self.draw(st.lists(NAMES, max_size=most, unique=True)))

    def part(self, name: str) -> None:
        """One part of a key, in any spelling it can have."""
        spellings = [basic(name)]
        if re.fullmatch(r"[A-Za-z0-9_-]+", name):
            spellings.append(name)
        if "'" not in name and name.isprintable():
            spellings.append(f"'{name}'")
        self.text += self.draw(st.sampled_from(spellings))

    def parts(self, names: tuple[str, ...]) -> list[int]:
        """A dotted key, and the offset of each of its parts."""
        offsets = []
        for index, name in enumerate(names):
            if index:
                self.blank()
                self.text += "."
                self.blank()
            offsets.append(len(self.text))
            self.part(name)
        return offsets

    def pair(self, table: Path, key: tuple[str, ...], depth: int) -> None:
        """`key = value` with a key of one or more parts below the table at that path."""
        for index, offset in enumerate(self.parts(key), start=1):
            path = (*table, *key[:index])
            self.keys.setdefault(path, offset)
            self.values.setdefault(path, offset)
        self.blank()
        self.text += "="
        self.blank()
        self.value((*table, *key), depth)

    def value(self, path: Path, depth: int) -> None:
        self.values[path] = len(self.text)
        self.keys.setdefault(path, len(self.text))
        kind = self.draw(st.sampled_from(["plain", "string", "array", "table"] if depth else ["plain", "string"]))
        if kind == "plain":
            self.text += self.draw(st.sampled_from(PLAIN))
        elif kind == "string":
            self.text += self.draw(st.sampled_from(string_spellings(self.draw(STRINGS), self.newline)))
        elif kind == "array":
            self.items("[]", [(path, index) for index in range(self.draw(st.integers(0, 3)))], depth)
        else:
            self.items("{}", [(path, key) for key in self.dotted_keys()], depth)
        self.ends[path] = len(self.text)

    def dotted_keys(self) -> list[tuple[str, ...]]:
        """Keys of one table, some with the same first part."""
        keys: list[tuple[str, ...]] = []
        for name in self.names(3):
            keys += [(name, inner) for inner in self.names(2)] or [(name,)]
        return keys

    def items(self, brackets: str, items: list[tuple[Path, Any]], depth: int) -> None:
        self.text += brackets[0]
        self.between()
        for index, (path, item) in enumerate(items):
            if index:
                self.text += ","
                self.between()
            if brackets == "[]":
                self.value((*path, item), depth - 1)
            else:
                self.pair(path, item, depth - 1)
            self.between()
        if items and self.chance():
            self.text += ","
            self.between()
        self.text += brackets[1]

    def header(self, path: Path, brackets: str, *new: Path) -> None:
        for place in new:
            self.keys[place] = self.values[place] = len(self.text)
        self.text += brackets[: len(brackets) // 2]
        self.blank()
        self.parts(tuple(part for part in path if isinstance(part, str)))
        self.blank()
        self.text += brackets[len(brackets) // 2 :]
        self.end_of_line()

    def body(self, path: Path, depth: int) -> None:
        """The pairs of a table by header, then the tables below it."""
        keys = self.dotted_keys()
        for key in keys:
            self.between()
            self.pair(path, key, 2)
            self.end_of_line()
        if depth:
            taken = {key[0] for key in keys}
            for name in self.names(2):
                if name not in taken:
                    self.subtable((*path, name), depth - 1)

    def subtable(self, path: Path, depth: int) -> None:
        self.between()
        kind = self.draw(st.sampled_from(["table", "array", "below", "below first"]))
        if kind == "table":
            self.header(path, "[]", path)
            self.body(path, depth)
        elif kind == "array":
            for index in range(self.draw(st.integers(1, 3))):
                self.between()
                self.header(path, "[[]]", (*path, index), *([] if index else [path]))
                self.body((*path, index), depth)
        else:
            self.header((*path, "below"), "[]", path, (*path, "below"))
            self.body((*path, "below"), depth)
            if kind == "below first":
                self.header(path, "[]", path)
                self.pair(path, ("own",), 1)
                self.end_of_line()


# A busy machine must not fail the tests: no limit on the time of an example or of making one.
UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ALPHABET = st.sampled_from([*"ab1_-.= #[]{},\"'\\", "\t", "\n", "é", "東", "😀", "\u2028", "\x1b"])
NAMES = st.one_of(st.sampled_from(["a", "b", "id", "1"]), st.text(ALPHABET, max_size=4))
STRINGS = st.text(ALPHABET, max_size=12)
PLAIN = ["0", "-17", "0xDEAD_beef", "6.02e+23", "-inf", "true", "false", "07:32:00", "1979-05-27"]
PLAIN += ["1979-05-27T07:32:00Z", "1979-05-27 07:32:00", "1979-05-27 07:32:00.5-08:00"]


def basic(content: str) -> str:
    """A basic string with that content."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\u0009", "\x1b": "\\U0000001b", "é": "\\u00E9"}
    return f'"{"".join(escapes.get(character, character) for character in content)}"'


def string_spellings(content: str, newline: str) -> list[str]:
    """That content in every kind of string that can hold it."""
    spellings = [basic(content)]
    if "\x1b" in content:
        return spellings
    if "'" not in content and "\n" not in content:
        spellings.append(f"'{content}'")
    lines = content.replace("\n", newline)
    start = newline if content.startswith("\n") else ""
    if "'''" not in content:
        spellings.append(f"'''{start}{lines}'''")
    lines = lines.replace("\\", "\\\\").replace('"""', '""\\"')
    spellings += [f'"""{start}{lines}"""', f'"""{newline}{lines}"""']
    if not content.startswith((" ", "\t", "\n")):
        spellings.append(f'"""\\ {newline}  {lines}"""')
    return spellings


@UNHURRIED
@given(st.data())
def test_every_key_and_value_of_a_random_document_is_found(data: st.DataObject) -> None:
    writer = Writer(data)
    writer.body((), 2)
    text, parsed = writer.text, everything(tomli.loads(writer.text))
    assert writer.keys.keys() == writer.values.keys() == parsed.keys() - {()}
    for path, end in writer.ends.items():
        assert tomli.loads(f"x = {text[writer.values[path] : end]}")["x"] == parsed[path]
    positions = Positions(text)
    for path in parsed.keys() - {()}:
        assert positions.key(path) == place_at(text, writer.keys[path]), path
        assert positions.value(path) == positions.nearest(path) == place_at(text, writer.values[path]), path


@UNHURRIED
@given(st.data())
def test_values_complete_before_a_cut_in_a_document_stay_known(data: st.DataObject) -> None:
    writer = Writer(data)
    writer.body((), 2)
    cut = data.draw(st.integers(0, len(writer.text)))
    positions = Positions(writer.text[:cut])
    for path, end in writer.ends.items():
        if end <= cut:
            assert positions.value(path) == place_at(writer.text, writer.values[path]), path


@UNHURRIED
@given(st.one_of(st.text(), st.text(st.sampled_from([*"[]{}\"'=,.#\\ab01-: \n\r\t\ufeffé"]))))
def test_any_text_at_all_is_scanned_to_an_end(text: str) -> None:
    place = Positions(text).nearest(("a", 0, "b"))
    assert 1 <= place.line <= text.count("\n") + 1
    assert 1 <= place.column <= len(text) + 1
