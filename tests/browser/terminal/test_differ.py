"""The bytes between two screens: they give the second one, cell for cell, and few of them do."""

import re
import unicodedata
from random import Random

import pytest

from tests.browser.terminal.frames import (
    WIDE,
    changed,
    drawn_plainly,
    frame_of,
    random_frame,
    row_of,
    shown,
)
from tests.terminal.emulator import Emulator
from tui.browser.terminal.abilities import Abilities, abilities_of
from tui.browser.terminal.differ import update
from tui.browser.terminal.frame import REVERSE, UNDERLINE, Frame, Pen, blank, is_sure
from tui.browser.terminal.hand import Hand, pen_change

ALL = Abilities(True, True, True)
KINDS = {
    "VT102": Abilities(),
    "VT52": Abilities(scrolls=False),
    "xterm": ALL,
    "xterm without regions": Abilities(True, True, False),
    "with ECH": Abilities(False, True, True),
}


class Shower:
    """An emulator that is sent updates."""

    def __init__(self, frame: Frame, abilities: Abilities) -> None:
        self.emulator = Emulator(frame.width, frame.height)
        self.hand, self.abilities = Hand(), abilities
        self.frame: Frame | None = None
        self.emulator.feed(b"\x1b[?7l")
        self.show(frame)

    def show(self, frame: Frame) -> str:
        sent = update(self.frame, frame, self.hand, self.abilities)
        self.emulator.feed(sent.encode())
        self.frame = frame
        return sent


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(12))
def test_any_frame_turned_into_any_other_is_that_one_cell_for_cell(kind: str, seed: int) -> None:
    random = Random(f"{kind} {seed}")
    width, height = random.choice([(40, 12), (60, 14), (13, 5)])
    frame = random_frame(random, width, height)
    shower = Shower(frame, KINDS[kind])
    assert shown(shower.emulator) == drawn_plainly(frame)
    for step in range(4):
        frame = changed(random, frame)
        sent = shower.show(frame)
        assert shown(shower.emulator) == drawn_plainly(frame), f"step {step}: {sent!r}"
    assert shower.emulator.screen.margins is None, "margins are left behind"


def test_the_same_frame_takes_nothing() -> None:
    frame = random_frame(Random(1), 40, 12)
    assert update(frame, frame.copy(), Hand(), ALL) == ""


def test_where_nothing_is_known_the_pen_is_set_before_the_screen_is_cleared() -> None:
    assert update(None, Frame(4, 2), Hand(), ALL) == "\x1b[m\x1b[H\x1b[2J"
    assert update(Frame(4, 2), Frame(5, 2), Hand(), ALL) == "\x1b[m\x1b[H\x1b[2J"


def test_a_screen_is_cleared_in_the_colour_that_most_of_it_has_where_the_terminal_can() -> None:
    frame = Frame(20, 5, blank("48;5;235"))
    assert update(None, frame, Hand(), ALL) == "\x1b[0;48;5;235m\x1b[H\x1b[2J"
    assert shown(Shower(frame, Abilities()).emulator) == drawn_plainly(frame)


def test_a_letter_takes_a_move_and_itself() -> None:
    before, after = frame_of(*[row_of("a" * 20)] * 5), frame_of(*[row_of("a" * 20)] * 5)
    after.put(7, 3, row_of("b"))
    hand = Hand()
    hand.pen = Pen()
    assert update(before, after, hand, ALL) == "\x1b[4;8Hb"
    assert (hand.x, hand.y) == (8, 3)


def test_what_lies_between_two_changes_is_written_again_where_that_is_shorter_than_a_move() -> None:
    before, near, far = (frame_of(row_of(text)) for text in ("aaaaaaaaaa", "baabaaaaaa", "baaaaaaaab"))
    hand = Hand()
    hand.x, hand.y, hand.pen = 0, 0, Pen()
    assert update(before, near, hand, ALL) == "baab"
    hand.x = 0
    assert update(before, far, hand, ALL) == "b\x1b[8Cb"


def test_blanks_to_the_end_of_a_row_are_erased() -> None:
    before, after = frame_of(row_of("words" * 8)), frame_of(row_of("words" + " " * 35))
    hand = Hand()
    hand.x, hand.y, hand.pen = 5, 0, Pen("31")
    assert update(before, after, hand, ALL) == "\x1b[K"


def test_blanks_that_show_something_are_never_erased() -> None:
    for attribute in (UNDERLINE, REVERSE):
        after = frame_of([(" ", Pen("", "", attribute))] * 40)
        sent = update(frame_of(row_of("x" * 40)), after, Hand(), ALL)
        assert sent.count(" ") == 40


def test_a_pane_that_scrolls_moves_its_lines_where_the_terminal_has_regions() -> None:
    lines = [f"line {number:2} of the page with its own words {number * 7919 % 1000}" for number in range(40)]

    def page(top: int) -> Frame:
        middle = [row_of(line.ljust(50)) for line in lines[top : top + 18]]
        return frame_of(row_of("the top line".ljust(50)), *middle, row_of("the bottom line".ljust(50)))

    with_regions = update(page(3), page(4), Hand(), ALL)
    assert "\x1b[2;19r" in with_regions
    assert "\x1b[M" in with_regions
    assert "\x1b[r" in with_regions
    assert len(with_regions) < 100
    without = update(page(3), page(4), Hand(), ALL._replace(scrolls=False))
    assert not re.search(r"\x1b\[[\d;]*[rLM]", without)
    assert len(with_regions) * 3 < len(without)


def test_lines_that_come_in_by_a_scroll_are_of_the_default_colour_whatever_pen_there_was() -> None:
    rows = [row_of(f"{n} {'abcdefgh'[n] * 20} {n * 7919}".ljust(40), Pen("31", "44")) for n in range(8)]
    shower = Shower(frame_of(*rows), ALL)
    after = frame_of(*rows[1:], [blank("")] * 40)
    assert "M" in re.sub(r"[^LM]", "", shower.show(after))
    assert shown(shower.emulator) == drawn_plainly(after)


# What terminals do not agree on.


class Disagreeing:
    """A terminal of one row that gives some clusters another width than we do."""

    def __init__(self, width: int, widths: dict[str, int]) -> None:
        self.cells = ["?"] * width
        self._widths = widths
        self._clusters = re.compile("|".join(map(re.escape, [*widths])) + "|.")

    def feed(self, data: str) -> None:
        x = 0
        for part in re.findall(r"\x1b\[[\d;]*[a-zA-Z]|[^\x1b]+", data):
            if part.startswith("\x1b"):
                x = self._act(part[-1], part[2:-1], x)
                continue
            for cluster in self._clusters.findall(part):
                x = self._draw(cluster, x)

    def _act(self, final: str, numbers: str, x: int) -> int:
        match final:
            case "H":
                return int(numbers.partition(";")[2] or 1) - 1
            case "C":
                return min(x + int(numbers or 1), len(self.cells) - 1)
            case "J":
                self.cells = [" "] * len(self.cells)
            case "K":
                self.cells[x:] = [" "] * (len(self.cells) - x)
            case "X":
                self.cells[x : x + int(numbers)] = [" "] * int(numbers)
            case _:
                assert final == "m", final
        return x

    def _draw(self, cluster: str, x: int) -> int:
        if cluster in "\b\r":
            return max(0, x - 1) if cluster == "\b" else 0
        width = self._widths.get(cluster, 2 if unicodedata.east_asian_width(cluster[0]) in "WF" else 1)
        drawn = [cluster, *[""] * (width - 1)][: len(self.cells) - x]
        self.cells[x : x + len(drawn)] = drawn
        return min(x + width, len(self.cells) - 1)


CLUSTERS = {
    "a family": ("👨\u200d👩\u200d👧", 2),
    "a flag": ("🇰🇷", 2),
    "a heart": ("❤\ufe0f", 2),
    "a letter with marks": ("กำ"[:1] + "\u0e48\u0e33"[:1], 1),
}


@pytest.mark.parametrize("theirs", [1, 2, 4, 6])
@pytest.mark.parametrize("cluster", CLUSTERS)
def test_nothing_beside_a_cluster_that_the_terminal_gives_another_width_is_left_wrong(
    cluster: str, theirs: int
) -> None:
    text, ours = CLUSTERS[cluster]
    assert not is_sure(text)
    cells = [(text, Pen()), *[("", Pen())] * (ours - 1)]
    plain = row_of("abcd" + "12"[:ours] + "efghijklmnop  rstuvwxyz")
    with_cluster = [*row_of("abcd"), *cells, *row_of("efghijklmnop  rstuvwxyz")]
    later = [*with_cluster[:10], *row_of("X"), *with_cluster[11:]]
    terminal = Disagreeing(len(plain), {text: theirs})
    hand, before = Hand(), None
    for row in (plain, with_cluster, later, plain, with_cluster):
        frame = frame_of(row)
        terminal.feed(update(before, frame, hand, ALL))
        before = frame
        end = 4 + ours if row is not plain else 0
        assert terminal.cells[end:] == [cell[0] for cell in row[end:]], "behind it"
        assert terminal.cells[:4] == list("abcd"), "before it"
        if row is not plain and theirs < ours:
            assert terminal.cells[4:end] == [text, " "], "what it covered before shows through"


def test_a_wide_character_is_written_whole_when_half_of_it_was_covered() -> None:
    before = frame_of(row_of(f"ab{WIDE}cd"))
    shower = Shower(before, ALL)
    for x in (2, 3, 1):
        covered = before.copy()
        covered.put(x, 0, row_of("z"))
        shower.show(covered)
        assert shown(shower.emulator) == drawn_plainly(covered)
        shower.show(before)
        assert shown(shower.emulator) == drawn_plainly(before)


@pytest.mark.parametrize(
    ("before", "after", "sent"),
    [
        (None, Pen(), "\x1b[m"),
        (Pen("31"), Pen("31"), ""),
        (Pen("31"), Pen("32"), "\x1b[32m"),
        (Pen("31"), Pen(), "\x1b[m"),
        (Pen("31", "44"), Pen("", "44"), "\x1b[39m"),
        (Pen("31", "", 1), Pen("31", "", 2), "\x1b[22;2m"),
        (Pen("38;5;1", "48;5;2", 1 | 8), Pen("38;5;1", "48;5;2", 1), "\x1b[24m"),
        (Pen("31", "", 1 | 2), Pen("31", "", 1), "\x1b[22;1m"),
    ],
)
def test_pens_are_changed_by_the_shortest_sequence(before: Pen | None, after: Pen, sent: str) -> None:
    assert pen_change(before, after) == sent


@pytest.mark.parametrize(
    ("term", "abilities"),
    [
        ("xterm-256color", ALL),
        ("xterm-kitty", ALL),
        ("st-256color", ALL),
        ("screen-256color", Abilities()),
        ("tmux-256color", Abilities()),
        ("linux", Abilities()),
        ("vt52", Abilities(scrolls=False)),
        ("", Abilities(scrolls=False)),
    ],
)
def test_terminals_are_asked_for_no_more_than_they_are_known_to_have(term: str, abilities: Abilities) -> None:
    assert abilities_of(term) == abilities
