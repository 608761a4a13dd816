"""The evidence matrix as a reader sees it: who is quoted, cited, against it, silent, and what rests on little."""

import re
from datetime import date

import pytest
from rich.cells import cell_len

from tests.made_up import MakeFolder, MakeIndex, agreement, city, document, fact, index_of, source
from tui.index.index import Index
from tui.views.matrix import matrix_page
from tui.views.page import Page
from tui.views.palette import MONOCHROME, TERMINAL
from tui.views.signs import ASCII_SIGNS

WIDTHS = (20, 38, 58, 78, 118)


def lines_of(page: Page) -> list[str]:
    return [line.plain.rstrip() for line in page.lines]


def shown(index: Index, id: str, width: int = 78, *, full: bool = False) -> str:
    return "\n".join(lines_of(matrix_page(index, id, width, TERMINAL, full=full)))


def row(text: str, begin: str) -> str:
    """What stands in the columns of the first row that begins so: the number of origins, then a sign a source."""
    line = next(line for line in text.split("\n") if re.sub(r"^\[\d+\] +", "", line).startswith(begin))
    found = re.search(r"(\d+)((?: +[^\w\s]+)+)$", line)
    assert found, line
    return " ".join([found[1], *found[2].split()])


TIE = document(
    source(origin="agency"),
    source("copy", origin="agency"),
    source("page"),
    source("list", kind="list"),
    source("judge"),
    source("words"),
    city("aville"),
    city("btown", "CN"),
    agreement(
        "tie",
        "aville",
        "btown",
        date="1996",
        evidence=[
            {"source": "paper"},
            {"source": "copy", "for": "date"},
            {"source": "page", "says": {"date": "2000"}},
            {"source": "list"},
            {"source": "judge", "settled": "Two things."},
            {"source": "words", "quote": "sister cities in 1996"},
        ],
    ),
)


def test_each_source_stands_in_its_column_as_it_stands_to_each_field(indexed: MakeIndex) -> None:
    text = shown(indexed(TIE), "tie")
    # Those that carry most first: words (quoted for three), paper, page, copy and list, and who settles.
    assert re.search(r"origins +\[1\] +\[2\] +\[3\] +\[4\] +\[5\] +\[6\]", text)
    assert row(text, "tie") == "4 ! ┆ ┆ · ┆ ·"
    assert row(text, "date") == "2 ! ┆ ≠ ┆ · ="
    assert row(text, "kind of tie") == "3 ! ┆ ┆ · · ·"
    assert "≠ date 1996 · 2000 by Title of page[3]" in text


def test_what_is_stated_and_no_source_speaks_of_has_a_row_too(indexed: MakeIndex) -> None:
    records = (
        agreement("tie", "aville", "btown", date="1996", evidence=[{"source": "paper", "for": "kind"}]),
        agreement("listed", "aville", "btown", kind="cooperation", date="1999", evidence=[{"source": "list"}]),
    )
    base = document(source(), source("list", kind="list", of="aville"), city("aville"), city("btown"), *records)
    text = shown(indexed(base), "tie")
    assert row(text, "date") == "0 ·"
    assert "Borne out by no source · 2\n  tie, date" in text
    assert "date" not in shown(indexed(base), "listed")


def test_the_signs_that_are_there_are_explained_and_no_others(indexed: MakeIndex) -> None:
    text = shown(indexed(TIE), "tie")
    for words in ("! quoted, not verified", "┆ cited", "≠ disagrees", "= settles it", "· silent", "a the same letter"):
        assert words in text
    assert "quoted, and found" not in text


def test_a_quote_that_was_found_in_its_text_has_its_own_sign(shipped: Index) -> None:
    text = shown(shipped, "hong-on-silk-road")
    assert row(text, "statement") == "1 ✓"
    assert "✓ quoted, and found in its text" in text


def test_sources_of_one_origin_have_one_letter_and_count_once(indexed: MakeIndex) -> None:
    text = shown(indexed(TIE), "tie")
    letters = next(line for line in text.split("\n") if line.split() == ["a", "a"])
    heads = next(line for line in text.split("\n") if "origins" in line and "[1]" in line)
    marked = [heads[at - 1 : at + 2] for at, char in enumerate(letters) if char == "a"]
    assert marked == ["[2]", "[4]"]
    assert "Title of paper[2] · 3 cited · origin a: agency" in text


def test_what_rests_on_one_origin_or_has_no_quote_is_listed_again(indexed: MakeIndex) -> None:
    base = document(
        source(origin="agency"),
        source("copy", origin="agency"),
        source("page"),
        city("aville"),
        fact("twice-told", "aville", evidence=[{"source": "paper"}, {"source": "copy"}]),
        fact("well-told", "aville", evidence=[{"source": "paper", "quote": "Well."}, {"source": "page"}]),
    )
    text = shown(indexed(base), "aville")
    assert "2 records · 3 sources of 2 origins · 1 on one origin only · 1 without a quote" in text
    alone, unquoted = text.partition("Rest on one origin only · 1")[2].split("Without a quote · 1")
    for part in (alone, unquoted):
        assert "Text of twice-told" in part
        assert "Text of well-told" not in part


def test_a_person_has_offices_and_what_names_them_and_a_source_what_it_carries(shipped: Index) -> None:
    park = shown(shipped, "park-bo-saeng", 118, full=True)
    assert "Mayor of Gimcheon, 2006" in park
    assert "Honorary citizen of Chengdu" in park
    article = matrix_page(shipped, "china-daily-2016-11-04", 78, TERMINAL, full=True)
    citing = shipped.mentions("china-daily-2016-11-04")
    assert set(citing) <= set(article.links)
    assert f"carries {len(citing)} records" in lines_of(article)[1]


def test_a_source_that_disagrees_is_told_with_its_value_and_the_record(shipped: Index) -> None:
    text = " ".join(shown(shipped, "china-daily-2016-11-04", full=True).split())
    assert re.search(r"≠ Sister-city tie\[\d+\]: date 7 November 2000 · 1996 by China Daily", text)


# What does not fit.


def many(sources: int) -> str:
    cited = [{"source": f"s{n}"} for n in range(sources)]
    return document(*(source(f"s{n}") for n in range(sources)), city("aville"), fact("f", "aville", evidence=cited))


@pytest.mark.parametrize("width", [38, 78])
def test_of_more_sources_than_fit_the_first_are_shown_and_in_full_all_in_blocks(indexed: MakeIndex, width: int) -> None:
    index = indexed(many(25))
    page = matrix_page(index, "f", width, TERMINAL)
    left = re.search(r"and (\d+) more sources: \+ shows all", "\n".join(lines_of(page)))
    assert left
    assert len({id for id in page.links if id.startswith("s")}) == 25 - int(left[1])
    full = matrix_page(index, "f", width, TERMINAL, full=True)
    assert {f"s{n}" for n in range(25)} <= set(full.links)
    heads = [line for line in lines_of(full) if re.fullmatch(r" +(origins)?( *\[\d+\])+", line)]
    assert len(heads) > 1
    assert re.findall(r"\[(\d+)\]", " ".join(heads)) == [str(n) for n in range(1, 26)]


def test_a_later_block_leaves_out_the_lines_on_which_its_sources_are_silent(indexed: MakeIndex) -> None:
    index = indexed(many(25).replace('kind = "event"', 'kind = "event"\ndate = "1996"'))
    text = shown(index, "f", full=True)
    assert text.count("statement ") == text.count("date  ") > 1
    only_date = indexed(
        document(
            *(source(f"s{n}") for n in range(25)),
            city("aville"),
            fact(
                "f",
                "aville",
                date="1996",
                evidence=[{"source": "s0"}, *({"source": f"s{n}", "for": "date"} for n in range(1, 25))],
            ),
        )
    )
    text = shown(only_date, "f", full=True)
    assert text.count("statement ") == 1
    assert "are left out there" in text


def test_a_line_on_which_all_sources_that_fit_are_silent_is_still_there(indexed: MakeIndex) -> None:
    cited = [*({"source": f"s{n}"} for n in range(25)), {"source": "z-last", "for": "outcome"}]
    plan = fact("f", "aville", kind="plan", outcome="It was.", evidence=cited)
    index = indexed(document(*(source(f"s{n}") for n in range(25)), source("z-last"), city("aville"), plan))
    text = shown(index, "f")
    assert "z-last" not in matrix_page(index, "f", 78, TERMINAL).links
    assert set(row(text, "outcome").split()) == {"1", "·"}


def test_of_many_records_the_first_are_looked_at_and_it_says_how_many_more_there_are(indexed: MakeIndex) -> None:
    index = indexed(document(source(), city("aville"), *(fact(f"f{n}", "aville") for n in range(50))))
    assert "the first 40 records are looked at, 10 more name it: + shows more" in shown(index, "aville")
    assert "more name it" not in shown(index, "aville", full=True)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_line_is_wider_than_the_page_with_whatever_signs(shipped: Index, width: int, full: bool) -> None:
    for palette in (TERMINAL, TERMINAL.signed(ASCII_SIGNS)):
        for id in (
            "chengdu-gimcheon-sister-city",
            "busan",
            "park-bo-saeng",
            "wikidata-busan-2022-01",
            "mingyue-village",
        ):
            page = matrix_page(shipped, id, width, palette, full=full)
            assert [line.plain for line in page.lines if cell_len(line.plain) > width] == []


def test_every_shipped_record_has_a_matrix_or_is_said_to_have_no_evidence(shipped: Index) -> None:
    for id in shipped.ids():
        text = shown(shipped, id)
        assert "Sources" in text or "No evidence: nothing is quoted and nothing is cited." in text, id


# What is strange.


def test_without_colour_and_with_ascii_every_stance_has_a_sign_of_its_own(indexed: MakeIndex) -> None:
    page = matrix_page(indexed(TIE), "tie", 78, MONOCHROME.signed(ASCII_SIGNS))
    text = "\n".join(lines_of(page))
    assert text.isascii()
    assert next(line.split()[-6:] for line in text.split("\n") if line.startswith("date ")) == [
        "!",
        ":",
        "!=",
        ":",
        "-",
        "=",
    ]


def test_a_source_that_contradicts_itself_disagrees_with_both_values(indexed: MakeIndex) -> None:
    says = [{"source": "paper", "says": {"date": date}} for date in ("2000", "2001")]
    index = indexed(document(source(), city("aville"), fact("f", "aville", date="1996", evidence=says)))
    assert "≠ date 1996 · 2000 by Title of paper[1] · 2001 by Title of paper[1]" in shown(index, "f")


def test_of_hundreds_of_values_the_first_are_told_and_in_full_all(indexed: MakeIndex) -> None:
    says = [{"source": f"s{n}", "says": {"date": f"{1000 + n}"}} for n in range(150)]
    sources = [source(f"s{n}") for n in range(150)]
    index = indexed(document(*sources, city("aville"), fact("f", "aville", date="1900", evidence=says)))
    assert "142 more values: + shows all" in " ".join(shown(index, "f").split())
    assert "1149 by Title of s149" in " ".join(shown(index, "f", full=True).split())


def test_brackets_and_escapes_in_data_are_text(folder: MakeFolder) -> None:
    index = index_of(
        folder(document(source(title="[red]T\x1b[2J"), city("aville"), fact("f", "aville", text="[b]x\x1b")))
    )
    text = shown(index, "f") + shown(index, "aville")
    assert "\x1b" not in text
    assert "[red]T␛[2J" in text
    assert "[b]x␛" in text


def test_an_id_that_no_record_has_gets_a_page_that_says_so(shipped: Index) -> None:
    assert "No record of this base has this id." in shown(shipped, "nobody")


def test_a_source_that_the_base_does_not_have_is_still_told(folder: MakeFolder) -> None:
    index = index_of(folder(document(source(), city("aville"), fact("f", "aville", evidence=[{"source": "gone"}]))))
    assert "gone[1] · 1 cited" in shown(index, "f")


def test_ties_of_one_title_are_told_apart_by_the_other_city(shipped: Index) -> None:
    text = shown(shipped, "gimcheon", 68, full=True)
    assert row(text, "≠ Chengdu")
    assert re.search(r"\] +Subang", text)
    assert not re.search(r"\] +(≠ )?Sister-city tie", text.split("Disagree")[0])


def test_as_of_a_day_the_matrix_says_so(shipped: Index) -> None:
    assert "As of 4 November 2016" in shown(shipped.at(date(2016, 11, 4)), "gimcheon")
    assert "As of" not in shown(shipped, "gimcheon")


def test_a_narrow_row_has_a_name_that_can_be_read_and_a_wide_one_its_date_too(shipped: Index) -> None:
    narrow, wide = shown(shipped, "gimcheon", 70), shown(shipped, "gimcheon", 118)
    assert "Earlier visit of Gimcheon’s" in wide
    assert "≤2016-11-04" in wide
    assert "Earlier visit of Gim" in narrow
    assert "≤2016-11-04" not in narrow.split("Disagree")[0]


def test_as_of_a_day_what_is_doubtful_of_a_row_stands_in_it_at_any_width(shipped: Index) -> None:
    assert "no date" in shown(shipped.at(date(2016, 11, 4)), "gimcheon", 70)
