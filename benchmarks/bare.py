"""The least that Textual can show: what the browser's start, memory and keys are measured beside."""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import Input, Static, Tree

MARK = "bare ready"


class BareApp(App[None]):
    """A tree, an input and a line of text, with nothing behind them."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [("q", "quit", "quit")]  # noqa: RUF012  declared so by Textual

    def compose(self) -> ComposeResult:
        """The three widgets."""
        tree: Tree[None] = Tree("cities")
        tree.root.expand()
        for city in ("Busan", "Chengdu", "Gimcheon", "Kofu"):
            tree.root.add_leaf(city)
        yield Input(placeholder="search")
        yield tree
        yield Static(MARK)

    def on_mount(self) -> None:
        """The tree has the keys, as in the browser, and nothing blinks."""
        self.query_one(Input).cursor_blink = False
        self.query_one(Tree).focus()


class BareInput(App[None]):
    """An input alone."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The input, without a blinking cursor: its bytes would never end."""
        query = Input(placeholder=MARK)
        query.cursor_blink = False
        yield query


def command(kind: str = "app") -> list[str]:
    """The command that runs the bare app, or with "input" the input alone."""
    return [sys.executable, "-c", "from benchmarks.bare import main; main()", kind]


def main() -> None:
    """Run what the command line names."""
    (BareInput if sys.argv[1:] == ["input"] else BareApp)().run()
