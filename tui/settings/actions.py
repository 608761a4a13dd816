"""Everything a key can do in the browser: the one list that keys, footer, help, palette and docs come from."""

from enum import Enum
from typing import NamedTuple


class Scope(Enum):
    """What has the keys: a pane, the search bar, or a list that lies over the panes. The value names it in the help."""

    TREE = "tree"
    HITS = "hits"
    SURVEY = "list"
    PAGE = "page"
    SOURCE = "quote in its source"
    SEARCH = "search bar"
    PROBLEMS = "problems"
    CHOICE = "list to choose from"
    HELP = "help"


ROWS = (Scope.TREE, Scope.HITS, Scope.SURVEY, Scope.PROBLEMS)
PAGES = (Scope.PAGE, Scope.SOURCE)
PANES = (*ROWS, *PAGES)
RECORDS = (Scope.TREE, Scope.HITS, Scope.SURVEY, *PAGES)  # where records are shown
BESIDE_TEXTS = tuple(scope for scope in RECORDS if scope is not Scope.SOURCE)  # where n is not the next quote
TYPING = (Scope.SEARCH, Scope.CHOICE)


class Section(Enum):
    """The headings under which the help lists actions, in this order."""

    MOVE = "Moving"
    TREE = "The tree"
    SEARCH = "Searching"
    PAGE = "Links and places"
    EVIDENCE = "Evidence"
    COPY = "Copy and open"
    PRINT = "Print after leaving"
    SCREEN = "The screen"
    PROGRAM = "The program"


class Need(Enum):
    """What an action may lack; the value is what a reader is told then."""

    RECORD = "there is no record here"
    SEARCH = "there is no search to go through: / starts one"
    FILTER = "there is no search to filter by: / starts one"
    BEHIND = "nothing lies behind: no link was followed yet"
    AHEAD = "nothing lies ahead: [ goes back first"
    PARENT = "this row has no parent"
    MARKS = "nothing is marked yet: m marks a record"
    SEARCHES = "nothing was searched for yet: / starts a search"
    PROBLEMS = "this base has no problems"
    LINKS = "this page has no links"


class Action(NamedTuple):
    """One thing a reader can do.

    `keys` are its default keys in the notation of keymap.py, `words` what it does, `scopes` where its keys hold,
    `short` its name in the footer (empty: not there), `counted` whether a number before the key repeats it, `need` what
    it may lack. Actions of a sequence like `y t` share the first key.
    """

    id: str
    keys: tuple[str, ...]
    words: str
    scopes: tuple[Scope, ...]
    section: Section
    short: str = ""
    counted: bool = False
    need: Need | None = None


def _moving() -> list[Action]:
    move = Section.MOVE
    return [
        Action("move-down", ("j", "down"), "one row or line down", PANES, move, counted=True),
        Action("move-up", ("k", "up"), "one row or line up", PANES, move, counted=True),
        Action("half-down", ("ctrl+d",), "half a page down", PANES, move, counted=True),
        Action("half-up", ("ctrl+u",), "half a page up", PANES, move, counted=True),
        Action("page-down", ("pagedown", "ctrl+f"), "a page down", PANES, move, counted=True),
        Action("page-up", ("pageup", "ctrl+b"), "a page up", PANES, move, counted=True),
        Action(
            "first", ("g", "home"), "to the first row or line, or to row n with a number", PANES, move, counted=True
        ),
        Action("last", ("G", "end"), "to the last row or line, or to row n with a number", PANES, move, counted=True),
        Action("other-pane", ("tab", "shift+tab"), "to the other pane", (*PANES, Scope.SEARCH), move, "other pane"),
        Action("jump", ("space",), "jump to any row or link on the screen by its letters", PANES, move, "jump"),
    ]


def _tree() -> list[Action]:
    tree = (Scope.TREE,)
    heading = Section.TREE
    return [
        Action("choose", ("enter",), "open or close a row; read a record", tree, heading, "open"),
        Action("open", ("l", "right"), "open a row, step into an open one, read a record", tree, heading),
        Action("close", ("h", "left"), "close a row, or go to its parent", tree, heading),
        Action("parent", ("H",), "to the parent", tree, heading, counted=True, need=Need.PARENT),
        Action("next-sibling", ("J",), "to the next row of the same level", tree, heading, counted=True),
        Action("previous-sibling", ("K",), "to the row before on the same level", tree, heading, counted=True),
        Action("open-all", ("*",), "open all below a row", tree, heading),
        Action("close-all", ("-",), "close all rows", tree, heading),
        Action("view-next", ("v v",), "another view of the tree", RECORDS, heading, "view"),
        Action("view-city", ("v c",), "the tree by city", RECORDS, heading),
        Action("view-country", ("v o",), "the tree by country", RECORDS, heading),
        Action("view-year", ("v y",), "the tree by year", RECORDS, heading),
        Action("view-kind", ("v k",), "the tree by kind of record", RECORDS, heading),
        Action("view-source", ("v s",), "the tree by source", RECORDS, heading),
        Action("view-person", ("v p",), "the tree by person", RECORDS, heading),
        Action("filter", ("f",), "only what the search finds in the tree, and all again", RECORDS, heading, "filter",
               need=Need.FILTER),
        Action("as-of", ("a",), "the base as it stood on a day, and as it is known today again", RECORDS, heading),
    ]  # fmt: skip


def _search() -> list[Action]:
    heading = Section.SEARCH
    return [
        Action("search", ("/",), "search, or back to the search that is kept", PANES, heading, "search"),
        Action("go-to-hit", ("enter", "l", "right"), "go to the hit in the tree", (Scope.HITS,), heading, "go there"),
        Action("go-to-row", ("enter", "l", "right"), "go to the record in the tree", (Scope.SURVEY,), heading,
               "go there"),
        Action("submit", ("enter",), "go to the hit in the tree", (Scope.SEARCH,), heading, "go there"),
        Action("hit-down", ("down", "ctrl+n"), "the next hit, or a newer search", (Scope.SEARCH,), heading, "next"),
        Action("hit-up", ("up", "ctrl+p"), "the hit before; in an empty bar the search before", (Scope.SEARCH,),
               heading, "before"),
        Action("hits-page-down", ("pagedown",), "ten hits on", (Scope.SEARCH,), heading),
        Action("hits-page-up", ("pageup",), "ten hits back", (Scope.SEARCH,), heading),
        Action("next-hit", ("n",), "the next hit, in the tree", BESIDE_TEXTS, heading,
               "next hit", counted=True, need=Need.SEARCH),
        Action("previous-hit", ("N",), "the hit before, in the tree", BESIDE_TEXTS, heading,
               counted=True, need=Need.SEARCH),
        Action("searches", ("ctrl+r", '"'), "searches of before, to choose from", (*PANES, Scope.SEARCH), heading,
               need=Need.SEARCHES),
    ]  # fmt: skip


def _page() -> list[Action]:
    page = PAGES
    heading = Section.PAGE
    return [
        Action("next-link", (".",), "select the next link", page, heading, "link", need=Need.LINKS),
        Action("previous-link", (",",), "select the link before", page, heading, need=Need.LINKS),
        Action("follow", ("enter", "l", "right"), "follow the selected link", page, heading, "follow"),
        Action("leave", ("h", "left"), "back to the rows", page, heading, "rows"),
        Action("show-all", ("+",), "show all of a page that is shown in part", RECORDS, heading),
        Action("back", ("[", "backspace"), "back along the links that were followed", RECORDS, heading, "back",
               counted=True, need=Need.BEHIND),
        Action("forward", ("]",), "forward again", RECORDS, heading, counted=True, need=Need.AHEAD),
        Action("mark", ("m",), "mark the record, or take its mark away", RECORDS, heading, "mark", need=Need.RECORD),
        Action("marks", ("'",), "marked records, to choose from", RECORDS, heading, need=Need.MARKS),
    ]  # fmt: skip


def _evidence() -> list[Action]:
    heading = Section.EVIDENCE
    source = (Scope.SOURCE,)
    return [
        Action("contested", ("c",), "what is contested, where sources disagree, and back", RECORDS, heading),
        Action("sides", ("r",), "the ties of a city as both sides list them, and back", RECORDS, heading,
               need=Need.RECORD),
        Action("matrix", ("x",), "evidence matrix: the record against its sources", RECORDS, heading,
               need=Need.RECORD),
        Action("promises", ("w",), "what was promised, and what became of it", RECORDS, heading),
        Action("city-promises", ("W",), "what was promised of the city the cursor is in", RECORDS, heading),
        Action("news", ("u",), "what is new, or has changed, since you last looked", RECORDS, heading),
        Action("news-seen", ("U",), "take all that is new as seen", RECORDS, heading),
        Action("brief", ("b",), "a brief of the city, or of it and the partner, on one page", RECORDS, heading,
               "brief", need=Need.RECORD),
        Action("quote-in-source", ("s",), "the quote in the text of its source, and back to the record", RECORDS,
               heading, "source", need=Need.RECORD),
        Action("next-quote", ("n",), "the next quote in the text, then in the record's next source", source, heading,
               "next quote", counted=True),
        Action("previous-quote", ("N",), "the quote before in the text", source, heading, counted=True),
        Action("invisible", ("i",), "show what is invisible in the text, and no more", source, heading, "invisible"),
    ]  # fmt: skip


# What can be copied or printed of a record: the end of the action's id, the second key, words.
COPIES: tuple[tuple[str, str, str], ...] = (
    ("quote", "y", "the quotes with their citation"),
    ("text", "t", "the text"),
    ("id", "i", "the id"),
    ("address", "u", "the address of the source"),
    ("markdown", "m", "all of it as Markdown"),
    ("json", "j", "all of it as JSON"),
    ("place", "p", "its file and line"),
    ("cite", "c", "references: each source, with the day it was read"),
    ("bibtex", "b", "its sources for BibTeX"),
    ("ris", "r", "its sources as RIS"),
    ("csl", "s", "its sources as CSL-JSON"),
)


def _copy() -> list[Action]:
    copies = [
        Action(f"copy-{what}", (f"y {key}",), f"copy {words}", RECORDS, Section.COPY, "copy", need=Need.RECORD)
        for what, key, words in COPIES
    ]
    prints = [
        Action(f"print-{what}", (f"p {key}",), f"print {words} below the prompt after leaving", RECORDS, Section.PRINT,
               need=Need.RECORD)
        for what, key, words in COPIES
    ]  # fmt: skip
    return [
        *copies,
        Action("edit", ("e",), "open the file at its line in the editor", RECORDS,
               Section.COPY, "edit"),
        Action("open-address", ("o",), "open the address of the source; over SSH, copy it", RECORDS, Section.COPY,
               need=Need.RECORD),
        Action("save-picture", ("P",), "save a picture of the screen as an SVG file in the working directory", PANES,
               Section.COPY),
        *prints,
    ]  # fmt: skip


def _screen() -> list[Action]:
    heading = Section.SCREEN
    return [
        Action("zoom", ("z",), "give the pane the whole screen, and back", PANES, heading, "zoom"),
        Action("wider", (">",), "a wider tree", PANES, heading, counted=True),
        Action("narrower", ("<",), "a narrower tree", PANES, heading, counted=True),
        Action("theme", ("T",), "the next theme", PANES, heading),
        Action("help", ("?", "f1"), "every key, those of this pane first", PANES, heading, "help"),
        Action("palette", (":", "ctrl+p"), "every action by name", PANES, heading, "actions"),
    ]


def _program() -> list[Action]:
    heading = Section.PROGRAM
    return [
        Action("problems", ("!",), "the problems of the base", RECORDS, heading,
               need=Need.PROBLEMS),
        Action("edit-problem", ("enter", "e", "l", "right"), "open the file there in the editor", (Scope.PROBLEMS,),
               heading, "edit"),
        Action("read-again", ("ctrl+l",), "look at the files and draw the screen again", PANES, heading),
        Action("pick", ("enter",), "take the one under the cursor", (Scope.CHOICE,), heading, "take"),
        Action("pick-down", ("down", "ctrl+n"), "the next one", (Scope.CHOICE,), heading, "next"),
        Action("pick-up", ("up", "ctrl+p"), "the one before", (Scope.CHOICE,), heading, "before"),
        Action("pick-page-down", ("pagedown",), "a page on", (Scope.CHOICE,), heading),
        Action("pick-page-up", ("pageup",), "a page back", (Scope.CHOICE,), heading),
        Action("help-down", ("j", "down"), "one line down", (Scope.HELP,), heading, "down", counted=True),
        Action("help-up", ("k", "up"), "one line up", (Scope.HELP,), heading, "up", counted=True),
        Action("help-page-down", ("space", "pagedown", "ctrl+d"), "a page down", (Scope.HELP,), heading, "page"),
        Action("help-page-up", ("pageup", "ctrl+u"), "a page up", (Scope.HELP,), heading),
        Action("help-first", ("g", "home"), "to the top", (Scope.HELP,), heading),
        Action("help-last", ("G", "end"), "to the end", (Scope.HELP,), heading),
        Action("help-close", ("?", "enter"), "close the help", (Scope.HELP,), heading, "close"),
        Action("step-out", ("esc",), "one step back out, and never out of the program", tuple(Scope), heading, "out"),
        Action("quit", ("q",), "leave Ties", (*PANES, Scope.HELP), heading, "quit"),
        Action("quit-anywhere", ("ctrl+q",), "leave Ties, also while typing", tuple(Scope), heading),
    ]  # fmt: skip


ACTIONS: tuple[Action, ...] = (
    *_moving(),
    *_tree(),
    *_search(),
    *_page(),
    *_evidence(),
    *_copy(),
    *_screen(),
    *_program(),
)
BY_ID = {action.id: action for action in ACTIONS}

FOOTER: tuple[str, ...] = (
    "choose", "go-to-hit", "go-to-row", "submit", "pick", "edit-problem", "follow", "next-quote", "invisible",
    "search", "other-pane", "next-link", "copy-quote", "quote-in-source", "hit-down", "hit-up", "pick-down", "pick-up",
    "help-down", "help-up", "help-page-down", "jump", "view-next", "next-hit", "back", "mark", "filter", "zoom", "edit",
    "palette", "help-close",
)  # fmt: skip
"""Actions of the bottom line, the most helpful first: as many as fit are shown where they hold."""
FOOTER_END: tuple[str, ...] = ("step-out", "help", "quit")
"""Those at its right end, which stay on the narrowest screen."""
