"""The same brief on a page, as HTML, as Markdown and as data."""

import datetime
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.made_up import agreement, city, document, fact, index_of, source
from tests.views.brief.taken_apart import brief_of, flat, origins_in, pages, taken_apart
from tui.cli.main import main
from tui.index.index import Index
from tui.views.brief.choosing import Room, make_brief
from tui.views.brief.gathering import Asked
from tui.views.brief.html import MARGIN, PAGE_HEIGHT, brief_html, line_height
from tui.views.brief.markdown import brief_markdown
from tui.views.brief.page import WIDTH, brief_page
from tui.views.brief.statements import Part
from tui.views.palette import TERMINAL
from tui.views.signs import ASCII_SIGNS

HOSTILE = "\x1b[2J[9] *b* <b>&amp; \u202e 成都\ttab\n# x `c` | ~ $"


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=200).filter(str.strip), st.sampled_from([20, 60]))
@example(HOSTILE, 60)
@example("都" * 200, 20)
@example("00㉐.0000000000000000\x80\x80\x80\x80", 20)
@example("W" * 200, 60)
@example("김천" * 30 + " 市" * 40, 60)
@example("e\u0301" * 90, 60)
def test_no_name_breaks_the_page(tmp_path_factory: pytest.TempPathFactory, name: str, lines: int) -> None:
    root = tmp_path_factory.mktemp("hostile")
    records = [
        source(title=name, publisher=name), city("aville", name=name, names={"ko": name, "zh-Hans": name}),
        city("btown"), agreement("tie", "aville", "btown", text=name, date="2001"),
        fact("said", "aville", "btown", kind="statement", text=name),
    ]  # fmt: skip
    (root / "a.toml").write_bytes(document(*records).encode())
    index = index_of(root)
    for signs in (TERMINAL.signs, ASCII_SIGNS):
        # ASCII stand-ins are wider: what fits is measured as it is printed.
        palette = TERMINAL.signed(signs)
        room = Room(lines, lambda brief: len(brief_page(index, brief, WIDTH, palette, lines).lines))  # noqa: B023
        brief = make_brief(index, Asked("aville", "btown"), room)
        page = brief_page(index, brief, WIDTH, palette, lines)
        assert len(page.lines) <= lines
        assert all(line.cell_len <= WIDTH and "\x1b" not in line.plain for line in page.lines)
    assert brief_of(index, "aville", "btown", 60).statements
    check_html(brief_html(index, brief, lines))
    assert "<b>" not in MarkdownIt("commonmark").render(brief_markdown(index, brief))


@pytest.mark.parametrize("width", [20, 40, 78, 120])
def test_the_page_keeps_to_any_width(shipped: Index, width: int) -> None:
    page = brief_page(shipped, brief_of(shipped, "busan", "chengdu"), width, TERMINAL)
    assert max(line.cell_len for line in page.lines) <= width


def test_the_links_of_the_page_are_its_sources_by_their_numbers(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    page = brief_page(shipped, brief, WIDTH, TERMINAL)
    assert tuple(page.links) == brief.sources


def test_origins_are_named_once_and_take_few_lines(shipped: Index) -> None:
    lines = pages(shipped, brief_of(shipped, "gimcheon", "chengdu"))
    printed = taken_apart(lines)
    assert origins_in(printed, 2) == "chengdu-media-trip-2016"
    origins = [origin for of_one in printed.origins.split(" · ") for origin in of_one.split(" ")[-1:]]
    assert len(origins) == len(set(origins)) > 1
    listed = lines[lines.index("SOURCES") + 1 :]
    assert len(printed.sources) == 15
    assert sum(line.startswith("  ") for line in listed) <= 9


def test_ascii_signs_replace_only_what_the_program_draws(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu", 400)
    page = brief_page(shipped, brief, WIDTH, TERMINAL.signed(ASCII_SIGNS), 400)
    text = "\n".join(line.plain for line in page.lines)
    assert not set("·≠◇—–…") & set(text)
    assert "[--]" in text
    assert "金泉市" in text


class Tags(HTMLParser):
    """Checks that tags are balanced, and keeps names, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def check_html(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    allowed = {"html", "head", "meta", "title", "style", "body", "h1", "small", "h2", "ul", "li", "p", "a", "sup", "q"}
    assert {tag for tag, _ in tags.seen} <= allowed | {"span", "br"}
    for tag, attributes in tags.seen:
        # Nothing is fetched: links lead out only when they are followed.
        assert set(attributes) <= {"lang", "class", "id", "href", "charset", "name", "content", "http-equiv"}
        assert "href" not in attributes or tag == "a"
        assert tag != "a" or str(attributes["href"]).startswith(("#s", "http://", "https://"))
    style = html[html.index("<style>") : html.index("</style>")]
    assert not re.search(r"url\(|@import|expression", style)
    return tags


def test_the_html_says_the_same_and_needs_nothing_else(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    html = brief_html(shipped, brief)
    tags = check_html(html)
    printed = taken_apart(pages(shipped, brief))
    items = re.findall(r"<li[^>]*>(.*?)</li>", html)
    assert len(items) == len(printed.statements)
    for item, (_, statement) in zip(items, printed.statements, strict=True):
        plain = Tags()
        plain.feed(item)
        assert flat(plain.text.replace("\u00a0", " ")) == flat(statement)
    languages = {attributes.get("lang") for _, attributes in tags.seen}
    assert {"en", "ko", "zh-Hans"} <= languages
    targets = {attributes.get("id") for _, attributes in tags.seen}
    assert all(
        str(attributes["href"])[1:] in targets
        for tag, attributes in tags.seen
        if tag == "a" and str(attributes["href"]).startswith("#")
    )


@pytest.mark.parametrize("lines", [20, 60, 75, 100])
def test_the_html_fits_one_page_of_a4_by_its_measures(shipped: Index, lines: int) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu", lines)
    html = brief_html(shipped, brief, lines)
    size, line = map(float, re.findall(r"font: ([\d.]+)mm/([\d.]+)mm", html)[0])
    gaps = [float(gap) for gap in re.findall(r"margin-top: ([\d.]+)mm", html)]
    headings = html.count("<h2>") + html.count('class="notes"')
    assert line == line_height(lines)
    assert lines * line + headings * max(gaps) <= PAGE_HEIGHT - 2 * MARGIN
    # A cell of the page has more room than any of a monospaced font needs, so no statement takes more lines.
    width = 210 - 2 * MARGIN - 2 * size
    assert width / WIDTH > 0.6 * size
    assert f"@page {{ size: A4; margin: {MARGIN}mm }}" in html


def test_the_markdown_says_the_same(shipped: Index) -> None:
    brief = brief_of(shipped, "gimcheon", "chengdu")
    tokens = MarkdownIt("commonmark").parse(brief_markdown(shipped, brief))
    inline = [token for token in tokens if token.type == "inline"]
    texts = [flat("".join(child.content for child in token.children or [])) for token in inline]
    statements = [statement for _, statement in taken_apart(pages(shipped, brief)).statements]
    said = [text.removeprefix("Contested: ") for text in texts]
    assert [text for text in said if text in map(flat, statements)] == list(map(flat, statements))
    links = [child.attrs["href"] for token in inline for child in token.children or [] if child.type == "link_open"]
    assert "https://chinadaily.com.cn/regional/2016-11/04/content_27294185.htm" in links


def test_the_command_prints_each_format(
    capfd: pytest.CaptureFixture[str], shipped: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The command looks from the day that it is.
    monkeypatch.setattr(shipped, "day", datetime.date.today())
    brief = brief_of(shipped, "gimcheon", "chengdu")
    made: dict[str, Callable[[], str]] = {
        "text": lambda: "\n".join(line.rstrip() for line in pages(shipped, brief)),
        "markdown": lambda: brief_markdown(shipped, brief),
        "html": lambda: brief_html(shipped, brief),
    }
    for name, make in made.items():
        assert main(["brief", "gimcheon", "--with", "chengdu", "--format", name]) == 0
        assert capfd.readouterr().out == make() + "\n"
    assert main(["brief", "gimcheon", "--with", "chengdu", "--json"]) == 0
    found = json.loads(capfd.readouterr().out)
    assert (found["city"], found["with"], len(found["statements"])) == ("gimcheon", "chengdu", len(brief.statements))


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["gimcheo"], 1, "did you mean gimcheon?"),
        (["park-bo-saeng"], 1, "is a person and no city: ties brief gimcheon"),
        (["pujiang"], 1, "lies within chengdu: ties brief chengdu"),
        (["chengdu-hightech-zone"], 1, "ties brief chengdu"),
        (["gimcheon", "--with", "nobody"], 1, 'no record has the id "nobody"'),
        (["gimcheon", "--with", "china-daily-2016-11-04"], 1, "is a source and no city or organisation"),
        (["gimcheon", "--with", "mingyue-ceramic-society"], 1, "stands with chengdu: --with chengdu"),
        (["chengdu", "--with", "mingyue-village"], 1, "is a part of chengdu: leave out --with"),
        (["gimcheon", "--with", "gimcheon"], 2, "is the city itself"),
        (["gimcheon", "--lines", "5"], 2, "takes a whole number from 20 to 10,000, not '5'"),
        (["gimcheon", "--lines", "9999999999"], 2, "takes a whole number from 20"),
        (["gimcheon", "--until", "2016-13"], 2, "has no month 13"),
        (["gimcheon", "--format", "pdf"], 2, "invalid choice"),
    ],
)
def test_a_brief_that_cannot_be_made_gets_a_hint(
    capfd: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    try:
        ended = main(["brief", *arguments])
    except SystemExit as end:
        ended = int(str(end.code))
    assert ended == code
    out, err = capfd.readouterr()
    assert (out, said in flat(err)) == ("", True)


def test_it_says_whose_lists_have_the_tie(shipped: Index) -> None:
    (tie,) = [
        words
        for part, words in taken_apart(pages(shipped, brief_of(shipped, "gimcheon", "chengdu"))).statements
        if part is Part.TIES
    ]
    assert re.search(r"; on Chengdu’s lists \[\d+ \d+\], on Gimcheon’s lists \[\d+ \d+\]$", tie)
