"""The quotes of the shipped base against the article itself, where it is at hand, and a made-up case that always is.

The article is somebody else's work and no part of the project: it lies beside the checkout, in shared/seed.
"""

import csv
from pathlib import Path

import pytest

from tests.made_up import MakeFolder, city, document, fact, source
from tui.loading.base import check_quotes, load
from tui.loading.verifying import Checked, read_texts, verify, write_lock
from tui.loading.where import shipped_base
from tui.records.quote_check import SourceText
from tui.records.quotes_lock import QuotesLock

ARTICLE = "china-daily-2016-11-04"
SEEDS = [parent / "shared" / "seed" for parent in Path(__file__).resolve().parents]
SEED = next((seed for seed in SEEDS if (seed / f"{ARTICLE}.txt").is_file()), None)
with_seed = pytest.mark.skipif(
    SEED is None, reason=f"shared/seed/{ARTICLE}.txt is not beside this checkout: the text is the paper's and not ours"
)


@pytest.fixture(scope="module")
def checked() -> list[Checked]:
    """Every quote of the shipped base, looked for in the article. Nothing is written."""
    assert SEED is not None
    return verify(load(shipped_base()), read_texts([SEED]), "2026-01-01")


@with_seed
def test_every_quote_of_the_shipped_base_has_its_text(checked: list[Checked]) -> None:
    assert [(item.file, item.line) for item in checked if item.text is None] == []
    assert {item.item.source for item in checked} == {ARTICLE}


@with_seed
def test_every_quote_of_the_article_is_in_it_word_for_word(checked: list[Checked]) -> None:
    assert len(checked) > 50
    lost = [(item.file, item.line, item.item.quote) for item in checked if not (item.row and item.row.step.verified)]
    assert lost == []


@with_seed
def test_every_quote_stands_where_the_check_says(checked: list[Checked]) -> None:
    for item in checked:
        assert item.row is not None
        assert item.text is not None
        assert item.item.quote is not None
        if item.row.step == "exact":
            assert item.text.text.startswith(item.item.quote, item.row.offset)
        assert item.row.line == item.text.text.count("\n", 0, item.row.offset) + 1


@with_seed
def test_the_lock_that_ships_says_what_the_check_finds(checked: list[Checked]) -> None:
    written = (shipped_base() / "quotes.lock").read_text(encoding="utf-8")
    assert str(QuotesLock(item.row for item in checked if item.row)) == written


@with_seed
def test_what_was_read_out_of_the_article_by_hand_is_found_where_it_was_read() -> None:
    assert SEED is not None
    text = SourceText((SEED / f"{ARTICLE}.txt").read_text(encoding="utf-8"))
    with (SEED / "facts.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 69
    found = text.find_many((row["quote"], "", "") for row in rows)
    for row, finding in zip(rows, found, strict=True):
        assert finding.step in ("exact", "ambiguous")
        if finding.step == "exact":
            assert (finding.start, finding.line) == (int(row["offset"]), int(row["line"]))


# The same on a text of our own, with the traps that the article has: a headline that is repeated, a word that the page
# breaks, curly quotation marks, a byte order mark, lines that end with CRLF.
PAGE = (
    "\ufeffChina / demo20160129\r\n\r\nTown set to become hub\r\n\r\nBy Zhuan Ti\r\n"
    "“This is a great honor for me,” said the mayor, who offers support in fi elds such as art.\r\n"
    "Town set to become hub\r\nPhoto: the mayor’s 金泉市 friends — in Gimcheon’s hall"
)
QUOTES: list[tuple[dict[str, str], str, int]] = [
    ({"quote": "Town set to become hub"}, "ambiguous", 3),
    ({"quote": "Town set to become hub", "suffix": "\n\nBy Zhuan Ti"}, "exact", 3),
    ({"quote": "Town set to become hub", "prefix": "such as art."}, "exact", 7),
    ({"quote": "support in fi elds"}, "exact", 6),
    ({"quote": "support in fields such"}, "spacing", 6),
    ({"quote": '"This is a great honor for me,"'}, "typography", 6),
    ({"quote": "mayor's 金泉市 friends - in"}, "typography", 8),
    ({"quote": "friends — in Gimcheon’s hall"}, "exact", 8),
    ({"quote": "This was a great honor"}, "not-found", -1),
    ({"quote": "China / demo20160129"}, "exact", 1),
]


def test_quotes_of_a_page_with_the_same_traps_are_found_as_they_should_be(folder: MakeFolder, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "page.txt").write_bytes(PAGE.encode())
    (sha256,) = read_texts([texts])
    facts = [fact(f"f{n}", "aville", evidence=[{"source": "page"} | words]) for n, (words, _, _) in enumerate(QUOTES)]
    root = folder(document(source("page", sha256=sha256), city("aville"), *facts))
    base = load(root)
    found = verify(base, read_texts([texts]), "2016-11-04")
    assert [(item.row.step, item.row.line) for item in found if item.row] == [(step, line) for _, step, line in QUOTES]
    write_lock(base, found)
    assert [problem.code for problem in check_quotes(load(root))] == ["quote-ambiguous", "quote-not-found"]


def test_a_step_is_only_taken_where_the_one_before_it_finds_nothing() -> None:
    assert SourceText('It\'s "x". It’s “x”.').find("It's").start == 0
    assert SourceText("It’s here.").find("It's").step == "typography"
    assert SourceText("It’ s here.").find("It's").step == "spacing"
