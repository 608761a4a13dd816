"""Bad inputs 68 to 96: texts that would act on a terminal, hide in it, or not fit. Each shows what was in it."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.bad_inputs.every_way_out import WIDTH, Shown, every_way_out, squeezed, ties, widths, written_base
from tests.made_up import MakeBase, city, document, source
from tui.loading.look_alikes import check_looks
from tui.records.display_safe import display_safe

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"

# By number and name: what stands in the facts, and what is seen of it.
TEXTS: dict[str, tuple[str, str]] = {
    "068-clear-screen": ("\x1b[2J", "␛[2J"),
    "069-osc-52-bel": ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
    "070-osc-52-st": ("\x1b]52;c;aGk=\x1b\\", "␛]52;c;aGk=␛\\"),
    "071-osc-0-title": ("\x1b]0;pwned\x07", "␛]0;pwned␇"),
    "072-osc-8-spoof": ("\x1b]8;;http://e.example\x1b\\a\x1b]8;;\x1b\\", "␛]8;;http://e.example␛\\a␛]8;;␛\\"),
    "073-unterminated-osc": ("\x1b]0;never", "␛]0;never"),
    "074-dcs-apc-pm-sos": ("\x1bP1\x1b_2\x1b^3\x1bX4\x1b\\", "␛P1␛_2␛^3␛X4␛\\"),
    "075-c1-csi": ("\x9b31m", "⟨U+009B⟩31m"),
    "076-dsr-and-da": ("\x1b[6n\x1b[c\x1b[>0q", "␛[6n␛[c␛[>0q"),
    "077-ris": ("\x1bc", "␛c"),
    "078-so-si": ("\x0ea\x0f", "␎a␏"),
    "079-nul-enq": ("\x00a\x05", "␀a␅"),
    "080-backspace-overprint": ("safe\b\b\b\bevil", "safe␈␈␈␈evil"),
    "081-cr-overprint": ("safe\revil", "safe␍evil"),
    "082-del": ("a\x7fb", "a␡b"),
    "083-nel-ls-ps": ("a\x85b\u2028c\u2029d", "a⟨U+0085⟩b⟨U+2028⟩c⟨U+2029⟩d"),
    "084-right-to-left-override": ("a\u202etxt.exe", "a⟨U+202E⟩txt.exe"),
    "085-unbalanced-isolates": ("a\u2066\u2067b\u2068", "a⟨U+2066⟩⟨U+2067⟩b⟨U+2068⟩"),
    "086-zero-width-space-in-a-name": ("Che\u200bngdu", "Che⟨U+200B⟩ngdu"),
    "087-tag-letters": ("a\U000e0068\U000e0069", "a⟨U+E0068⟩⟨U+E0069⟩"),
    "088-five-hundred-marks": ("e" + "\u0301" * 500, "e" + "\u0301" * 8 + "⟨492marks⟩"),
    "089-family-flags-selector": (f"👨\u200d👩\u200d👧🇰🇷❤\ufe0f{ENGLAND}", f"👨\u200d👩\u200d👧🇰🇷❤\ufe0f{ENGLAND}"),
    "091-arabic-and-hebrew": ("مرحبا-שלום", "مرحبا-שלום"),
    "092-noncharacters": ("a\uffff\U0010ffff", "a⟨U+FFFF⟩⟨U+10FFFF⟩"),
    "093-private-use": ("\ue0b0\U000f0001", "⟨U+E0B0⟩⟨U+F0001⟩"),
    "096-tab": ("a\tb", "ab"),
}
BY_NUMBER = {name[:3]: text for name, (text, _) in TEXTS.items()}


@pytest.fixture(scope="module")
def ways(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shown]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(WIDTH))
        return every_way_out(written_base(tmp_path_factory.mktemp("base"), BY_NUMBER), BY_NUMBER)


@pytest.mark.parametrize("name", TEXTS)
def test_068_to_096_a_text_is_seen_with_all_that_is_in_it(name: str, ways: dict[str, Shown]) -> None:
    text, seen = TEXTS[name]
    shown = ways[name[:3]]
    for way, printed in shown.printed().items():
        assert seen in squeezed(printed), way
        assert display_safe(printed) == printed, way
    assert display_safe(shown.markdown) == shown.markdown
    assert display_safe(shown.json_printed) == shown.json_printed
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown.json_printed)
    assert shown.json == f"t{name[:3]} {text} end"


def test_088_marks_do_not_leave_their_line(ways: dict[str, Shown]) -> None:
    assert all(len(row) < 4 * WIDTH for row in ways["088"].screen.splitlines())
    assert "⟨492 marks⟩" in ways["088"].tree


@pytest.mark.parametrize("columns", range(40, 48))
def test_090_east_asian_characters_are_cut_whole_at_the_edge(
    columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    base = written_base(tmp_path, {"090": "東京都と成都市と김천시가자매결연을맺었다" * 3})
    rows = ties("tree", "--depth", "9", "--facts", str(base), "--no-cache").splitlines()
    row, *_ = (row for row in rows if "t090" in row)
    assert "…" in row
    assert columns - 1 <= cell_len(row) <= columns
    assert max(widths(ties("show", "text-090", "--facts", str(base), "--no-cache"))) <= columns


def test_094_a_cyrillic_letter_in_a_latin_name_is_told_by_the_check(base: MakeBase) -> None:
    loaded = base(document(source(), city("gimcheon", name="Gimcheon"), city("other", name="Gim\u0441heon")))
    mixed, alike = sorted(check_looks(loaded), key=lambda problem: problem.code, reverse=True)
    assert (mixed.code, mixed.line, mixed.column) == ("mixed-scripts", 11, 8)
    assert "“\u0441” (U+0441) is Cyrillic" in mixed.message
    assert (alike.code, alike.line) == ("look-alike", 11)
    assert "looks like “Gimcheon”, a name of gimcheon" in alike.message


def test_095_a_hundred_kilobytes_without_a_blank_are_broken_into_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    base = written_base(tmp_path, {"095": "x" * 100_000})
    page = ties("show", "text-095", "--facts", str(base), "--no-cache")
    assert max(widths(page)) <= 80
    assert squeezed(page).count("x") >= 200_000
    assert max(widths(ties("search", "t095", "--facts", str(base), "--no-cache"))) <= 120
