"""The brief: every line leads to who says so."""

import json

import pytest
from rich.cells import cell_len

from tests.views.brief.backing import check_all
from tests.views.brief.taken_apart import brief_of, pages
from tui.index.index import Index
from tui.loading.base import Base, load
from tui.loading.where import shipped_base
from tui.views.brief.page import WIDTH
from tui.views.brief.records import brief_json


@pytest.fixture(scope="session")
def shipped_records() -> Base:
    return load(shipped_base())


@pytest.mark.parametrize(
    ("city", "with_"),
    [("gimcheon", "chengdu"), ("gimcheon", None), ("busan", "chengdu"), ("chengdu", None), ("kofu", "chengdu"),
     ("nanao", None), ("gimcheon", "nanao"), ("chengdu", "south-korea"), ("daegu", "chengdu")],
)  # fmt: skip
@pytest.mark.parametrize("lines", [60, 400])
def test_every_line_leads_to_a_record_that_states_it(
    shipped: Index, shipped_records: Base, city: str, with_: str | None, lines: int
) -> None:
    brief = brief_of(shipped, city, with_, lines)
    printed = pages(shipped, brief, lines)
    assert len(printed) <= lines
    assert max(map(cell_len, printed)) <= WIDTH
    assert check_all(shipped_records, shipped, printed, json.loads(json.dumps(brief_json(shipped, brief), default=str)))
