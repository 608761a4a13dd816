"""What a brief has room for, and what it leaves out."""

import datetime
import re

import pytest
from rich.cells import cell_len

from tests.made_up import MakeFolder, agreement, fact, index_of, source
from tests.views.brief.taken_apart import MARKS, brief_of, flat, made_up, pages, taken_apart
from tui.cli.main import main
from tui.index.index import Index
from tui.loading.where import shipped_base
from tui.records.kinds import Record
from tui.views.brief.statements import Part


def test_the_brief_for_gimcheon_fits_its_page(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "gimcheon", "--with", "chengdu"]) == 0
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) <= 60
    assert max(map(cell_len, lines)) <= 78
    printed = taken_apart(lines)
    assert {part for part, _ in printed.statements} >= set(Part) - {Part.PLACE}
    text = flat(" ".join(lines))
    assert "was mayor of Gimcheon from 2006 until June 2018" in text
    assert "Gimcheon: 김천시 (Korean: say gim-cheon-si)" in text
    tie = next(statement for part, statement in printed.statements if part is Part.TIES)
    assert re.sub(MARKS, "", tie).split("; ")[0].strip() == "Sister cities since 7 November 2000"
    assert "by others: 1996" in tie
    assert "settled: 1996 is the first exchange, 2000 the formal agreement" in tie
    assert any("Left out: " in note for note in printed.notes)


def test_the_page_for_gimcheon_and_chengdu_keeps_what_a_guest_would_talk_of(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    kept = {statement.record for statement in brief.statements}
    # His title, his promise, what he said of the two cities, what was agreed, and what the dates are disputed of.
    assert kept >= {"park-honorary-citizen", "park-promise", "park-on-exchanges", "ceramic-arts-exchange-2016"}
    assert all(statement.part is not Part.PLACE for statement in brief.statements)
    contested = {s.record for s in brief_of(shipped, "gimcheon", "chengdu", 400).statements if s.contested}
    assert contested
    assert contested <= kept


def test_the_lines_that_would_hold_all_do(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    assert brief.lines_for_all > 60
    assert brief_of(shipped, "gimcheon", "chengdu", brief.lines_for_all).left_out == ()
    assert brief_of(shipped, "gimcheon", "chengdu", brief.lines_for_all - 1).left_out != ()


def test_more_lines_never_say_less(shipped: Index) -> None:
    counts = [len(brief_of(shipped, "busan", "chengdu", lines).statements) for lines in (20, 30, 45, 60, 80)]
    assert counts == sorted(counts)
    assert counts[0] >= 3


def test_the_same_question_has_the_same_answer(shipped: Index) -> None:
    assert brief_of(shipped, "chengdu") == brief_of(index_of(shipped_base()), "chengdu")


def test_what_is_contested_is_told_before_what_is_later(folder: MakeFolder) -> None:
    deals = [
        agreement(f"deal-{n}", "aville", "btown", kind="exchange", date=f"20{n}", text=f"A deal of {n} parts.")
        for n in range(10, 30)
    ]
    contested = fact("fought-over", "aville", "btown", date="1801",
                     evidence=[{"source": "paper"}, {"source": "paper", "says": {"date": "1802"}}])  # fmt: skip
    brief = brief_of(made_up(folder, *deals, contested), "aville", "btown", 20)
    done = [statement.record for statement in brief.statements if statement.part is Part.DONE]
    assert done[-1] == "fought-over"
    assert done[0] == "deal-29"
    assert len(done) < 10


def test_what_was_not_read_is_not_called_missing(folder: MakeFolder) -> None:
    listing = source("list", kind="list", of="aville")
    ties = [agreement(f"tie-{n}", "aville", "btown", date=f"{1900 + n}") for n in range(1, 110)]
    listed = agreement("first", "aville", "btown", date="1900", evidence=[{"source": "paper"}, {"source": "list"}])
    index = made_up(folder, listing, listed, *ties)
    said = " ".join(pages(index, brief_of(index, "aville", "btown")))
    assert "109 ties" not in said
    assert "No list" not in said
    assert "statements, on one origin" not in said
    everything = " ".join(pages(index, brief_of(index, "aville", "btown", 400), 400))
    assert "No list of the ties of Btown has this one" in everything


def test_a_city_with_2000_facts_has_one_page_that_says_what_is_left_out(folder: MakeFolder) -> None:
    kinds = ("event", "figure", "statement", "plan")
    many = [
        fact(f"fact-{n}", "aville", "btown", kind=kinds[n % 4], date=f"{1900 + n % 120}", text=f"Thing number {n}.",
             **({"value": {"value": n, "unit": "things"}} if n % 4 == 1 else {}))
        for n in range(2000)
    ]  # fmt: skip
    contested = fact("fought-over", "aville", "btown", date="1801",
                     evidence=[{"source": "paper"}, {"source": "paper", "says": {"date": "1802"}}])  # fmt: skip
    index = made_up(folder, *many, contested)
    read: list[str] = []
    look_up = index.record

    def counting(id: str) -> Record | None:
        read.append(id)
        return look_up(id)

    index.record = counting  # type: ignore[method-assign]
    brief = brief_of(index, "aville", "btown")
    lines = pages(index, brief)
    assert len(lines) <= 60
    assert len({id for id in read if id.startswith("fact-")}) <= 4 * 100
    shown = {statement.record for statement in brief.statements}
    assert "fought-over" in shown
    left = {left.part: left.number for left in brief.left_out}
    for part, kind in ((Part.DONE, 0), (Part.FIGURES, 1), (Part.SAID, 2), (Part.EXPECTED, 3)):
        there = sum(1 for statement in brief.statements if statement.part is part)
        assert there > 0
        assert there + left[part] == 500 + (kind == 0)
    # The latest first: 119 years after 1900.
    done = [statement.day for statement in brief.statements if statement.part is Part.DONE][:3]
    assert [datetime.date.fromordinal(day).year for day in done] == [2016] * 3
    assert "have all" in flat(" ".join(lines))
