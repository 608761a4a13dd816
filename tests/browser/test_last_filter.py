"""The last line: no widget gets anything to the terminal that acts on it, whatever it forgot."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import ControlType, Segment
from rich.style import Style
from rich.text import Text
from textual.app import App, ComposeResult
from textual.color import Color
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tests.browser.screen import screen_text
from tests.made_up import MakeIndex, city, document
from tui.browser.app import TiesApp
from tui.browser.terminal.last_filter import LastFilter, safe_link, safe_segments
from tui.records.display_safe import display_safe

HOSTILE = "\x1b]0;pwned\x9b2J\u202e\x00\x7f\ud800\uffff\U000e0041"
ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
ANY = st.text(st.characters(exclude_categories=()) | st.sampled_from([*HOSTILE, "\n", "\t", "字", "\u0301", " "]))


def line(*texts: str) -> list[Segment]:
    return [Segment(text, Style(bold=bool(n % 2))) for n, text in enumerate(texts)]


def plain(segments: list[Segment]) -> str:
    return "".join(segment.text for segment in segments)


@given(st.lists(ANY, max_size=4))
def test_a_line_has_nothing_left_that_acts_and_is_as_wide_as_it_was(texts: list[str]) -> None:
    made = safe_segments(line(*texts))
    assert display_safe(plain(made)) == plain(made)
    assert "\n" not in plain(made)
    assert cell_len(plain(made)) == sum(map(cell_len, texts))


def test_a_line_without_anything_that_acts_is_handed_on_as_it_is() -> None:
    for segments in (line("The bridge", " 김천시 ", "─" * 80), line(ENGLAND), line("👨\u200d👩\u200d👧"), []):
        assert safe_segments(segments) is segments


def test_a_flag_that_lies_in_two_styles_stays_a_flag() -> None:
    segments = line(ENGLAND[:3], ENGLAND[3:])
    assert safe_segments(segments) is segments


def test_blanks_make_room_for_what_takes_a_cell_now() -> None:
    assert plain(safe_segments(line("a\x1b[31mb", "    "))) == "a␛[31mb   "
    assert plain(safe_segments(line("a\u202eb\n"))) == "a?"


def test_styles_stay_on_what_they_were_on() -> None:
    made = safe_segments(line("a\x9b", "b", "   "))
    assert [(segment.text, segment.style and segment.style.bold) for segment in made][:2] == [
        ("a?", False),
        ("b", True),
    ]


def test_a_control_segment_is_text() -> None:
    made = safe_segments([Segment("\x1b[2J", None, [(ControlType.CLEAR,)]), Segment("    ")])
    assert plain(made).startswith("␛[2J"[:3])
    assert all(segment.control is None for segment in made)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://a/\x1b]52;c;aGk=\x07",
        "https://a/\x9b",
        "https://a b/",
        "https://a/\n",
        "https://münchen.de/",
        "https://good@evil.example/",
        "https://",
        "https://" + "a" * 3000,
        " https://a/",
        "HTTPS:a",
    ],
)
def test_a_link_that_is_no_plain_web_address_is_taken_off(link: str) -> None:
    assert not safe_link(link)
    (segment,) = safe_segments([Segment("text", Style(link=link, bold=True))])
    assert segment.text == "text"
    assert segment.style
    assert segment.style.link is None
    assert segment.style.bold


@pytest.mark.parametrize("link", ["https://example.org/a?b=c@d#e", "http://[::1]:80/", "https://xn--mnchen-3ya.de"])
def test_a_web_address_stays_a_link(link: str) -> None:
    segments = [Segment("text", Style(link=link))]
    assert safe_segments(segments) is segments


class Careless(App[None]):
    """Widgets that show what they are given, each in a way of its own, behind the filter."""

    def __init__(self) -> None:
        super().__init__()
        self._filters.insert(0, LastFilter())

    def compose(self) -> ComposeResult:
        yield Static(Content(f"static {HOSTILE}"))
        yield Static(Text(f"text {HOSTILE}"))
        titled = Static(Content("framed"))
        titled.styles.border = ("solid", Color.parse("red"))
        titled.border_title = Content(f"title {HOSTILE}")
        titled.border_subtitle = Content(f"subtitle {HOSTILE}")
        yield titled


async def test_widgets_frames_toasts_and_the_screenshot_are_safe() -> None:
    app = Careless()
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        app.notify(f"toast {HOSTILE}", title=HOSTILE, markup=False)
        await pilot.pause()
        shown = screen_text(app)
        for widget in ("static", "text", "title", "subtitle", "toast"):
            assert f"{widget} ␛]0;pwned?2J" in shown
        assert display_safe(shown) == shown
        picture = app.export_screenshot()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff\ufffe\uffff\U000e0041]", picture)
        assert "pwned" in picture


async def test_every_widget_of_the_browser_passes_through_it(indexed: MakeIndex) -> None:
    app = TiesApp(indexed(document(city("aville"))))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        widgets = [app.screen, *app.screen.walk_children(Widget)]
        assert len(widgets) > 12
        for widget in widgets:
            assert isinstance(widget.get_line_filters()[0], LastFilter)
            assert type(widget).get_line_filters is Widget.get_line_filters


async def test_what_a_pane_forgets_is_kept_back_on_the_browser_s_screen(
    indexed: MakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.browser.widgets.tree_pane import TreePane

    monkeypatch.setattr(TreePane, "row", lambda pane, number, width: Text(f"raw {HOSTILE}"))
    app = TiesApp(indexed(document(city("aville"))))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        shown = screen_text(app)
        assert "raw ␛]0;pwned?2J" in shown
        assert display_safe(shown) == shown
