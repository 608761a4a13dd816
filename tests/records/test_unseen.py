"""What nobody sees in a line is found and called by its name."""

import pytest

from tui.records.unseen import gaps_in, unseen


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("plain words", []),
        ("a\u00a0b", [(1, "⍽", "no-break space")]),
        ("a\u2009b\u3000", [(1, "␣", "thin space"), (3, "␣", "ideographic space")]),
        ("a\u200bb\u00ad", [(1, "⟨U+200B⟩", "zero width space"), (3, "⟨U+00AD⟩", "soft hyphen")]),
        ("\u202eb", [(0, "⟨U+202E⟩", "right-to-left override")]),
        ("\ta", [(0, "→", "tab")]),
        ("a  ", [(1, "•", "blank at the end"), (2, "•", "blank at the end")]),
        ("a \t", [(1, "•", "blank at the end"), (2, "→", "tab")]),
    ],
)
def test_each_is_shown_by_a_sign_or_its_number(line: str, found: list[tuple[int, str, str]]) -> None:
    assert [(each.start, each.sign, each.name) for each in unseen(line)] == found


@pytest.mark.parametrize(
    ("passage", "quote", "gaps"),
    [
        ("support in fi elds such", "support in fields such", {13}),
        ("support in fi elds such", "support in fi elds such", set()),
        ("manage-\nment", "manage-ment", {7}),
        ("e\u0301 t e", "été", {2, 4}),
        ("« La paix »", '"La paix"', {1, 9}),
    ],
)
def test_a_gap_is_white_space_where_the_quote_has_none(passage: str, quote: str, gaps: set[int]) -> None:
    assert gaps_in(passage, quote) == gaps


def test_a_gap_is_shown_in_the_line_it_is_in() -> None:
    assert [(each.start, each.sign) for each in unseen("in fi elds", frozenset({5}))] == [(5, "‿")]
