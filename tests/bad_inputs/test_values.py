"""Values that TOML can write and no fact can have: inputs 48 to 67."""

import json

import pytest

from tests.bad_inputs.commands import Bad, checked, found_everywhere, ran, see
from tests.made_up import BTOWN, GOOD, MakeFolder, city, document, fact

EDTF = "(EDTF, in quotes: 2016, 2016-06, 2015-12~, 2016-10-20/2016-10-26; docs/format.md has all)"
FINITE = "is no number that can be counted (write a finite number)"
BITS = "the number is larger than 64 bits hold (write it with a decimal point or an exponent, as in 1.0e20)"


def figure(number: str) -> str:
    """A fact with a figure; the number stands in line 7, column 31."""
    return document(fact("b", "aville").replace("evidence", f'value = {{ unit = "u", value = {number} }}\nevidence'))


def dated(date: str) -> str:
    """A fact with a date as it is written; it stands in line 7, column 8."""
    return document(fact("b", "aville").replace("evidence", f"date = {date}\nevidence"))


def in_quotes(date: str) -> tuple[str]:
    return (f'b.toml:7:8: bad-date: a date stands in quotes: "{date}" {EDTF}',)


FILES = {
    "048-nan": Bad(figure("nan"), (f"b.toml:7:31: bad-value: nan {FINITE}",)),
    "049-inf": Bad(figure("inf"), (f"b.toml:7:31: bad-value: inf {FINITE}",)),
    "049-minus-inf": Bad(figure("-inf"), (f"b.toml:7:31: bad-value: -inf {FINITE}",)),
    "049-1e999": Bad(figure("1e999"), (f"b.toml:7:31: bad-value: inf {FINITE}",)),
    "050-2-to-the-63": Bad(figure(str(2**63)), (f"b.toml:7:31: bad-value: {BITS}",)),
    "050-10-to-the-400": Bad(
        figure("1" + "0" * 400),
        ("b.toml:7:31: not-toml: holds a number of 401 characters (no fact needs one)",),
    ),
    "050-10-to-the-390": Bad(figure("1" + "0" * 390), (f"b.toml:7:31: bad-value: {BITS}",)),
    "050-2-to-the-63-minus-1": Bad(figure(str(2**63 - 1)), good="b"),
    "050-minus-2-to-the-63": Bad(figure(str(-(2**63))), good="b"),
    "051-true-for-a-year": Bad(dated("true"), (f"b.toml:7:8: bad-date: a date stands in quotes: true {EDTF}",)),
    "052-number-in-quotes": Bad(
        figure('"1990"'), ("b.toml:7:31: wrong-type: `value` takes a whole number or a number, not a text",)
    ),
    "052-year-without-quotes": Bad(dated("1990"), in_quotes("1990")),
    "053-30-february-bare": Bad(
        dated("2023-02-30"), ("b.toml:7:8: not-toml: invalid date or datetime (dates stand in quotes)",)
    ),
    "053-30-february": Bad(
        dated('"2023-02-30"'),
        (f'b.toml:7:8: bad-date: "2023-02-30" has no day 30: days in February 2023 run from 01 to 28 {EDTF}',),
    ),
    "054-year-0": Bad(
        dated('"0000-01-01"'),
        (f'b.toml:7:8: bad-date: "0000-01-01" has no year 0000: years run from 0001 to 9999 {EDTF}',),
    ),
    "054-year-0-bare": Bad(
        dated("0000-01-01"), ("b.toml:7:8: not-toml: invalid date or datetime (dates stand in quotes)",)
    ),
    "054-year-10000": Bad(
        dated('"10000-01-01"'),
        (
            'b.toml:7:8: bad-date: "10000-01-01" is not a date: write it as in "2016", "2016-06" or "2016-06-25" '
            f"{EDTF}",
        ),
    ),
    "055-second-60": Bad(
        dated("2016-12-31T23:59:60Z"),
        ("b.toml:7:24: not-toml: expected newline or end of document after a statement (dates stand in quotes)",),
    ),
    "056-year-1-in-a-zone": Bad(dated("0001-01-01T00:00:00+23:59"), in_quotes("0001-01-01 00:00:00+23:59")),
    "057-bare-date": Bad(dated("2016-06-25"), in_quotes("2016-06-25")),
    "057-bare-date-and-time": Bad(dated("2016-06-25T10:00:00"), in_quotes("2016-06-25 10:00:00")),
    "057-bare-time": Bad(dated("10:00:00"), in_quotes("10:00:00")),
    "058-end-before-start": Bad(
        dated('"2016/2015"'),
        (f'b.toml:7:8: bad-date: "2016/2015" ends before it starts: write "2015" first and "2016" last {EDTF}',),
    ),
    "059-empty-text": Bad(
        document(fact("b", "aville", text="")),
        ("b.toml:6:8: bad-value: `text` is empty (write it, or leave the key out)",),
    ),
    "059-blank-text": Bad(
        document(fact("b", "aville", text=" \t\n")),
        ("b.toml:6:8: bad-value: `text` is empty (write it, or leave the key out)",),
    ),
    "060-mixed-list": Bad(
        document(city("b", aliases=["one", 2, ["three"], {"four": 4}])),
        (
            "b.toml:6:19: wrong-type: `aliases` takes a text, not a whole number",
            "b.toml:6:22: wrong-type: `aliases` takes a text, not a list",
            "b.toml:6:33: wrong-type: `aliases` takes a text, not a table",
        ),
    ),
    "061-misspelt-key": Bad(
        document(city("b", nmaes={"ko": "비"})),
        ("b.toml:6:1: unknown-key: city has no key `nmaes` (did you mean `names`?)",),
    ),
    "062-table-for-a-text": Bad(
        document(city("b", note={"a": {"b": 1}})), ("b.toml:6:8: wrong-type: `note` takes a text, not a table",)
    ),
    "063-dangling-id": Bad(
        document(city("b", within="avile")),
        ('b.toml:6:10: dangling-id: no record has the id "avile" (did you mean "aville"?)',),
        good="b",
    ),
    "064-circle": Bad(
        document(city("b", within="c"), city("c", within="b")),
        (
            'b.toml:6:10: circular: "b" comes back to itself through `within` '
            "(one of the `within` in the circle is wrong)",
            'b.toml:11:10: circular: "c" comes back to itself through `within` '
            "(one of the `within` in the circle is wrong)",
        ),
    ),
    "065-id-in-two-files": Bad(
        document(city("aville", name="Another")),
        ('b.toml:3:6: duplicate-id: "aville" is taken by a.toml:5 (ids are unique over all kinds of record)',),
    ),
    "066-id-in-capitals": Bad(
        document(city("Aville")),
        ('b.toml:3:6: bad-id: "Aville" is no id (lower-case letters, digits and single hyphens: busan-chengdu-2015)',),
    ),
    "066-id-with-accents": Bad(
        document(city("b").replace('"b"', '"são"')),
        ('b.toml:3:6: bad-id: "são" is no id (lower-case letters, digits and single hyphens: busan-chengdu-2015)',),
    ),
    "067-format-of-the-future": Bad(
        document(BTOWN).replace("format = 1", "format = 2"),
        ("b.toml:1:10: bad-format: format 2 is not known (this version of Ties reads format = 1)",),
        good="btown",
    ),
}


@pytest.mark.parametrize("bad", FILES.values(), ids=FILES)
def test_a_value_that_cannot_be_is_named_where_it_stands(
    bad: Bad, folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    see(bad, folder, capsys)


def test_048_no_place_is_nowhere(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (
        "b.toml:6:25: bad-value: `latitude` is out of range: nan (`float` >= -90.0)",
        "b.toml:6:42: bad-value: `longitude` is out of range: inf (`float` <= 180.0)",
    )
    nowhere = document(city("b") + "location = { latitude = nan, longitude = inf }\n")
    see(Bad(nowhere, lines), folder, capsys)


def test_048_nan_and_inf_are_refused_in_what_a_source_says_and_in_sums_too(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    said = fact("b", "aville") + 'amount = { value = nan, currency = "KRW" }\n'
    said = said.replace('"paper" }', '"paper", says = { value = { unit = "u", at_most = inf } } }')
    root = folder({"a.toml": GOOD, "b.toml": document(said)})
    found = checked(capsys, root)
    assert [line.partition(": ")[2] for line in found] == [f"bad-value: inf {FINITE}", f"bad-value: nan {FINITE}"]
    assert [line.split(":")[1] for line in found] == ["7", "8"]
    assert ran(capsys, "show", "b", "--facts", root).code == 1


def test_050_the_largest_whole_number_is_shown_to_the_last_digit(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": figure(str(2**63 - 1))})
    printed = ran(capsys, "show", "b", "--facts", root, "--json").out
    assert json.loads("\n".join(printed))["record"]["value"]["value"] == 2**63 - 1


def test_064_records_in_a_circle_can_still_be_shown(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder({"a.toml": GOOD, "b.toml": document(city("b", within="c"), city("c", within="b"))})
    for id in ("b", "c"):
        assert ran(capsys, "show", id, "--facts", root).code == 0
    found_everywhere(capsys, root, "aville")


def test_065_the_first_of_two_with_one_id_is_shown(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder({"a.toml": GOOD, "b.toml": document(city("aville", name="Another"))})
    page = "\n".join(ran(capsys, "show", "aville", "--facts", root).out)
    assert "Aville" in page
    assert "Another" not in page
