"""Nothing from data is parsed as markup or written raw: the syntax tree of all of the code shows it."""

from pathlib import Path

import pytest

import tui
from tests.sinks_in_source import WRITERS, markup_sinks, sinks_below

ROOT = Path(tui.__file__).parent


def test_no_module_gives_a_text_to_what_would_parse_it() -> None:
    assert list(sinks_below(ROOT)) == []


def test_the_modules_that_may_write_are_there() -> None:
    assert all((ROOT / file).is_file() for file in WRITERS)


@pytest.mark.parametrize(
    "careless",
    [
        "Static(record.title)",
        'Static(f"{name}")',
        'Static("[b]own words")',
        "Static(content=title)",
        'widgets.Static("a" + title)',
        "Label(title, id='x')",
        "Button(label=title)",
        "Option(one_line(title))",
        "self.query_one(Static).update(title)",
        "self.notify(str(error))",
        "self.notify('sound', title=title)",
        "tree.root.add_leaf(record.title)",
        "options.add_options([title])",
        "Static(*parts)",
        "Static(**parts)",
        "pane.border_title = title",
        "self.border_subtitle = where if below else ''",
        "self.border_title: str = title",
        "self.border_title += title",
        "self.tooltip = note",
        "Text.from_markup('[b]$x')",
        "Content.from_markup(title)",
        "console.print(title)",
        "print(title)",
        "sys.stdout.write(title)",
        "sys.stderr.write(title)",
        "traceback.print_exc()",
        "self._driver.write(title)",
        "Style(link=url)",
        "class Note(Static):\n    pass\nNote(title)",
        "class Pane(Widget):\n    def render(self):\n        return title",
        "class Pane(Widget):\n    def render(self) -> str:\n        return title",
    ],
)
def test_a_careless_line_is_found(careless: str) -> None:
    assert len(markup_sinks(careless, "browser/widgets/new.py")) == 1


@pytest.mark.parametrize(
    "careful",
    [
        "Static(Content(title))",
        "Static(id='note')",
        "Static('own words')",
        "Static()",
        "note.update(Text(one_line(title), overflow='fold'), layout=False)",
        "pane.border_title = Content(title) if title else ''",
        "self.notify(words, markup=False)",
        "self.say(title)",
        "Style(meta={'record': target})",
        "class Pane(Widget):\n    def render(self) -> Text:\n        return Text(title)",
    ],
)
def test_a_careful_line_is_not_found(careful: str) -> None:
    assert markup_sinks(careful, "browser/widgets/new.py") == []


def test_outside_the_rooms_of_textual_a_set_may_be_updated_and_a_stream_not_be_written() -> None:
    assert markup_sinks("seen.update(ids)", "index/new.py") == []
    assert markup_sinks("sys.stdout.write(title)", "cli/show.py") != []
    assert markup_sinks("sys.stdout.write(title)", "cli/output.py") == []
