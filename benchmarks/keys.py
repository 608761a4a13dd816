"""Rows on keys, from the press to the last byte painted, in pseudo-terminals."""

from __future__ import annotations

from benchmarks import bare, subject
from benchmarks.bases import names_of_base
from benchmarks.rows import Outcome, Row, Scene
from benchmarks.terminal import Terminal

_CLEAR = b"\x15"  # ctrl+u empties an Input


def _words(scene: Scene) -> list[str]:
    """What is typed, letter by letter: a name, a name in Han and one in Hangul, a common word."""
    names = names_of_base(scene.facts, scene.seed)
    han = next(name.native for name in names if name.native and "一" <= name.native[0] <= "鿿")
    hangul = next(name.native for name in names if name.native and "가" <= name.native[0] <= "힣")
    return [names[len(names) // 3].name, han, hangul, "panda"]


def typed_key(scene: Scene) -> Outcome:
    """Each letter goes to the search bar of the browser, then to an Input alone; both run side by side."""
    outcome = Outcome([])
    ours_command, bare_command = subject.browser_command(scene.base), bare.command("input")
    with Terminal(ours_command, scene.environment) as ours, Terminal(bare_command, scene.environment) as beside:
        ours.settle(*subject.BROWSER_MARKS)
        beside.settle(bare.MARK)
        ours.press(subject.SEARCH_KEY)
        for word in _words(scene):
            for letter in word:
                _pair(outcome, ours.press(letter.encode()), beside.press(letter.encode()))
            ours.press(_CLEAR)
            beside.press(_CLEAR)
    return outcome


def toggle(scene: Scene) -> Outcome:
    """With the whole tree open: close and open the first city, each beside one move of the cursor."""
    outcome = Outcome([])
    with Terminal(subject.opened_browser_command(scene.base), scene.environment) as ours:
        ours.settle(*subject.BROWSER_MARKS)
        for key in (b"j", b"k", b"h", b"l"):
            ours.press(key)
        for _ in range(scene.runs):
            _pair(outcome, ours.press(b"h"), ours.press(b"j"))
            back = ours.press(b"k")
            _pair(outcome, ours.press(b"l"), back)
    return outcome


def hub(scene: Scene) -> Outcome:
    """Open the city with most partners; beside it three moves of the cursor and a page down, which paints a screen."""
    city, partners = subject.busiest_city(scene.base)
    outcome = Outcome([], note=f"{partners:,} partners")
    for _ in range(scene.runs):
        with Terminal(subject.browser_at_command(scene.base, city), scene.environment) as ours:
            ours.settle(*subject.BROWSER_MARKS)
            ours.press(b"l")
            ours.press(b"h")
            opened = ours.press(b"l")
            move = ours.press(b"j") + ours.press(b"k") + ours.press(b"j")
            _pair(outcome, opened, move + ours.press(b"\x06"))
    return outcome


def _pair(outcome: Outcome, ours: float, beside: float) -> None:
    """A key that painted nothing makes no pair."""
    if ours and beside:
        outcome.ratios.append(ours / beside)
        outcome.ours.append(ours)
        outcome.beside.append(beside)


ROWS = [
    Row("key", "key in the search bar to last byte ÷ in a bare Input", typed_key, 2.5, 3),
    Row("hub", "open the busiest city ÷ three cursor moves and one screen", hub, 1, 1),
    Row("toggle", "open or close a node, whole tree open ÷ one cursor move", toggle, 3, 3),
]
