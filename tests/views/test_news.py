"""What has changed in a record, in few words: from what to what."""

from typing import Any

import pytest

from tests.made_up import MakeIndex, city, document, fact, source
from tui.index.news import News
from tui.records.changes import FieldChange
from tui.views.news import field_words, news_survey
from tui.views.page import Page
from tui.views.palette import MONOCHROME
from tui.views.signs import ASCII_SIGNS

PAPER, RADIO = {"source": "paper", "quote": "It was."}, {"source": "radio"}


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("2000-11", "2000-11-07", ["f: 2000-11 → 2000-11-07"]),
        (3, 4.5, ["f: 3 → 4.5"]),
        (None, "a town", ["f: new, “a town”"]),
        ("a town", None, ["f: gone, was “a town”"]),
        ("a\ttown", "b\x1b[2J", ["f: “a town” → b␛[2J"]),
        (["a", "b"], ["b", "c"], ["f: new c; gone a"]),
        (["a", "b"], ["b", "a"], ["f: in another order"]),
        (["a"], ["a", "a"], ["f: 1 → 2"]),
        (None, ["a"], ["f: new a"]),
        ([PAPER], [PAPER, RADIO], ["f: new radio"]),
        ([PAPER], [PAPER | {"quote": "It is."}, RADIO], ["f: changed paper; new radio"]),
        ([PAPER, RADIO], [RADIO], ["f: gone paper"]),
        ({"value": 1, "unit": "km"}, {"value": 2, "unit": "km", "at": "x"}, ["f.value: 1 → 2", "f.at: new, x"]),
        ({"ja": ["a", "b"]}, {}, ["f.ja: gone a, b"]),
        (None, {"value": 1}, ["f.value: new, 1"]),
    ],
)
def test_a_changed_field_says_from_what_to_what(before: Any, now: Any, words: list[str]) -> None:
    assert field_words(FieldChange("f", before, now)) == words


def test_a_long_text_is_told_by_its_beginning_in_cells_and_the_signs_are_those_of_the_terminal() -> None:
    (words,) = field_words(FieldChange("text", "도" * 100, "b c"), ASCII_SIGNS)
    assert words == f'text: {"도" * 28}... -> "b c"'


def text_of(page: Page) -> str:
    return "\n".join(line.plain for line in page.lines)


def test_the_list_has_what_is_new_first_and_each_page_is_headed_by_what_is_new_about_it(indexed: MakeIndex) -> None:
    index = indexed(document(source(), city("aville"), fact("kite", "aville"), fact("fair", "aville")))
    kite, fair = index.number("kite"), index.number("fair")
    fields = {kite: (FieldChange("date", "2001", "2002 \x1b[2J"),)}
    survey = news_survey(index, News([fair], [kite], fields=fields, removed=2), "v1.2")
    assert survey.title == "1 new · 1 changed · 2 removed since v1.2"
    assert [row.record for row in survey.rows] == ["fair", "kite"]
    (fair_page, kite_page) = [row.page for row in survey.rows]
    assert fair_page is not None
    assert kite_page is not None
    assert text_of(fair_page(index, 60, MONOCHROME, False)).startswith("✦ New since v1.2\n\nText of fair")
    kite_text = text_of(kite_page(index, 30, MONOCHROME.signed(ASCII_SIGNS), False))
    assert kite_text.startswith('^ Changed since v1.2\n  date: 2001 -> "2002 ␛[2J"\n\nText of kite')


def test_a_list_of_nothing_says_since_when(indexed: MakeIndex) -> None:
    survey = news_survey(indexed(document(source())), News(), "you last looked")
    assert len(survey.rows) == 0
    assert survey.nothing == "No record is new or has changed since you last looked."
