"""What widgets painted, as cells: nothing that acts on a terminal, no half characters, and one update for many."""

import pytest
from rich.color import ColorSystem
from rich.segment import ControlType, Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tests.browser.terminal.frames import row_of
from tui.browser.terminal.abilities import Abilities
from tui.browser.terminal.frame import BOLD, UNDERLINE, Frame, Pen
from tui.browser.terminal.painting import Painter, cells_of, pen_of, pieces

ALL = Abilities(True, True, True)
TRUE = ColorSystem.TRUECOLOR


def texts(*segments: Segment) -> list[str]:
    return [text for text, _ in cells_of(segments, TRUE)]


def layout(*lines: str, x: int = 0, y: int = 0) -> LayoutUpdate:
    strips = [[Strip([Segment(line)])] for line in lines]
    return LayoutUpdate(strips, Region(x, y, max(map(len, lines)), len(lines)))


def painted(painter: Painter, update: LayoutUpdate | ChopsUpdate, width: int = 6, height: int = 2) -> None:
    painter.compose(update, width, height, TRUE)


ACTING = [*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\ud800", "\udcff", "\udfff"]


@pytest.mark.parametrize("character", ACTING, ids=lambda character: f"U+{ord(character):04X}")
def test_what_acts_on_a_terminal_never_reaches_a_cell(character: str) -> None:
    for text in (f"a{character}b", f"é{character}", f"世{character}界", character):
        found = "".join(texts(Segment(text)))
        assert character not in found
        found.encode()


def test_control_segments_are_no_cells() -> None:
    assert texts(Segment("\x1b[2J", None, [(ControlType.CLEAR,)]), Segment("a")) == ["a"]


def test_links_and_blinking_are_left_out() -> None:
    style = Style(bold=True, blink=True, blink2=True, link="https://example.org")
    assert pen_of(style, TRUE) == Pen("", "", BOLD)
    painter = Painter(ALL)
    painted(painter, LayoutUpdate([[Strip([Segment("abcdef", style)])]], Region(0, 0, 6, 1)))
    assert "\x1b]" not in painter.update()


def test_a_wide_character_has_two_cells_and_a_mark_goes_with_its_letter() -> None:
    assert texts(Segment("a世e\u0301b")) == ["a", "世", "", "e\u0301", "b"]


def test_colours_are_those_that_the_terminal_has() -> None:
    style = Style(color="#ff8700", bgcolor="#000000", underline=True)
    assert pen_of(style, TRUE) == Pen("38;2;255;135;0", "48;2;0;0;0", UNDERLINE)
    assert pen_of(style, ColorSystem.EIGHT_BIT) == Pen("38;5;208", "48;5;16", UNDERLINE)
    assert pen_of(Style(color="default", bgcolor="default"), TRUE) == Pen()
    assert pen_of(None, TRUE) == Pen()


def test_half_a_wide_character_that_is_left_over_is_a_blank() -> None:
    frame = Frame(6, 1)
    frame.put(0, 0, row_of("世世ab"))
    frame.put(1, 0, row_of("x"))
    assert [text for text, _ in frame.rows[0]] == [" ", "x", "世", "", "a", "b"]
    frame.put(2, 0, row_of("y"))
    assert [text for text, _ in frame.rows[0]] == [" ", "x", "y", " ", "a", "b"]


def test_what_lies_outside_of_the_screen_is_left_out_and_a_wide_character_at_its_edge_is_a_blank() -> None:
    frame = Frame(3, 1)
    frame.put(1, 0, row_of("a世"))
    frame.put(0, 1, row_of("x"))
    frame.put(3, 0, row_of("x"))
    frame.put(-1, 0, row_of("x"))
    assert [text for text, _ in frame.rows[0]] == [" ", "a", " "]


def test_only_the_spans_that_have_changed_are_taken_from_chops() -> None:
    chops: list[dict[int, Strip | None]] = [{0: Strip([Segment("abc")]), 3: Strip([Segment("def")]), 6: None}]
    update = ChopsUpdate(chops, [(0, 3, 5)], [[3, 6, 9]])
    found = [(x, y, "".join(segment.text for segment in strip)) for x, y, strip in pieces(update)]
    assert found == [(3, 0, "de")]


def test_updates_that_come_while_the_line_is_busy_are_one_difference() -> None:
    painter = Painter(ALL)
    painted(painter, layout("abcdef", "ghijkl"))
    painter.update()
    for letter in "123":
        painted(painter, layout(letter, x=2, y=1))
    painted(painter, layout("b", x=1, y=0))
    assert painter.update() == "\r\x1b[2C3"
    assert painter.update() == ""


def test_what_another_frame_has_left_on_the_terminal_is_gone_after_forgetting() -> None:
    painter = Painter(ALL)
    painted(painter, layout("abcdef", "ghijkl"))
    first = painter.update()
    painter.forget()
    assert painter.update() == first
    assert "\x1b[2J" in first


def test_a_frame_that_is_taken_over_is_what_the_first_update_begins_with() -> None:
    before = Painter(ALL)
    painted(before, layout("abcdef", "ghijkl"))
    assert before.wanted is not None
    painter = Painter(ALL)
    painter.take_over(before.wanted.copy())
    painted(painter, layout("abcdef", "ghiXkl"))
    assert painter.update() == "\x1b[2;4H\x1b[mX"


def test_the_cursor_stands_where_an_input_method_shows_what_is_typed() -> None:
    painter = Painter(ALL)
    painted(painter, layout("abcdef", "ghijkl"))
    assert painter.update((2, 1)).endswith(("\x1b[2;3H", "\x1b[3D", "\r\x1b[2C"))
    assert painter.update((2, 1)) == ""
    assert painter.update((3, 1)) == "\x1b[C"
