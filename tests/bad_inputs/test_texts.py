"""Texts that are not what they should be, quotes that stand nowhere or everywhere, and locks of another version."""

import hashlib
import json
import os
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.made_up import MakeFolder, city, document, fact, source
from tui.cli.main import main
from tui.loading import texts as loading_texts
from tui.loading import verifying

WORDS = "The bridge was opened in May.\nThe mayor’s words: “a bridge between friends”.\n"
QUOTE = "a bridge between friends"


class Seen(NamedTuple):
    """What a command has done: its exit code, stdout and stderr."""

    code: int
    out: str
    err: str


class Desk:
    """A base whose fact `talk` quotes the paper, and a folder with the paper's text."""

    def __init__(self, folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys
        self.texts = folder({}).parent / "texts"
        self.texts.mkdir()
        self.base = Path()

    def lay(self, data: bytes, *quotes: str, name: str = "paper.txt", **more: str) -> Path:
        """Put a text into the folder, and a base beside it whose source is this text."""
        file = self.texts / name
        file.write_bytes(data)
        evidence = [{"source": "paper", "quote": quote} | more for quote in quotes or (QUOTE,)]
        sha = hashlib.sha256(data).hexdigest()
        self.base = self._folder(
            document(source(sha256=sha), city("aville"), fact("talk", "aville", evidence=evidence))
        )
        return file

    def run(self, *words: str) -> Seen:
        code = main([*words, "--texts", str(self.texts)])
        return Seen(code, *self._capsys.readouterr())

    def verify(self) -> Seen:
        return self.run("verify", str(self.base))

    def quote(self, *words: str) -> Seen:
        return self.run("quote", "talk", *words, "--facts", str(self.base), "--no-cache")

    def told(self, *words: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.quote(*words, "--json").out)
        return found


@pytest.fixture
def desk(folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("COLUMNS", "100")
    return Desk(folder, capsys)


ENCODED = {
    "utf-16": (WORDS.encode("utf-16"), "UTF-16"),
    "utf-16-without-a-mark": (
        WORDS.translate({0x2019: 39, 0x201C: 34, 0x201D: 34}).encode("utf-16-le"),
        "UTF-16",
    ),
    "utf-32": (WORDS.encode("utf-32"), "UTF-32"),
    "latin-1": ("The Lord Mayor of Köln opened the bridge: a bridge between friends.\n".encode("latin-1"), "Latin-1"),
    "windows-1252": (WORDS.encode("cp1252"), "Windows-1252"),
    "gb18030": (f"成都市市长说：“{QUOTE}”，大桥于五月通车。\n".encode("gb18030"), "GB18030"),
    "shift-jis": (f"甲府市長は「{QUOTE}」と述べた。橋は五月に開通した。\n".encode("shift-jis"), "Shift_JIS"),
    "euc-kr": (f"김천시장은 {QUOTE} 말했다. 다리는 오월에 개통되었다.\n".encode("euc-kr"), "EUC-KR"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_text_in_another_encoding_is_told_with_what_to_do_and_never_read(desk: Desk, name: str) -> None:
    data, looks_like = ENCODED[name]
    desk.lay(data)
    seen = desk.verify()
    assert seen.code == 1
    assert f"{desk.texts}/paper.txt: not read: " in seen.err
    assert looks_like in seen.err
    assert "save it as UTF-8, and give the source the `sha256` of the new file" in seen.err
    assert "1 without a text" in seen.err
    seen = desk.quote()
    assert seen.code == 1
    assert "Its text cannot be shown" in seen.out
    assert looks_like in " ".join(seen.out.split())
    assert desk.told()["file"] is None


def test_a_byte_order_mark_counts_as_a_character_and_is_not_shown(desk: Desk) -> None:
    desk.lay("\ufeffa bridge between friends\nand more\n".encode())
    found = desk.told()
    assert (found["state"], found["start"], found["line"]) == ("exact", 1, 1)
    assert "1 │ ⟦a bridge between friends⟧" in desk.quote().out
    assert "1 │ ⟨U+FEFF⟩⟦a bridge between friends⟧" in desk.quote("--invisible").out
    assert "⟨U+FEFF⟩ zero width no-break space, 1" in desk.quote("--invisible").out
    desk.verify()
    assert "\texact\t1\t1\t" in (desk.base / "quotes.lock").read_text()


@pytest.mark.parametrize(("end", "offset"), [("\n", 12), ("\r\n", 14), ("\r", 12)], ids=["lf", "crlf", "cr"])
def test_lines_are_counted_by_any_line_end_and_offsets_are_those_of_the_text(desk: Desk, end: str, offset: int) -> None:
    desk.lay(f"one{end}two two{end}a bridge between{end}friends{end}".encode(), QUOTE)
    found = desk.told()
    assert (found["state"], found["start"], found["line"]) == ("typography", offset, 3)
    shown = desk.quote().out
    assert "paper.txt · 4 lines" in shown
    assert "3 │ ⟦a bridge between\n4 │ friends⟧\n" in shown
    assert "␍" not in shown


def test_an_empty_text_has_no_quote_and_says_so(desk: Desk) -> None:
    desk.lay(b"")
    seen = desk.quote()
    assert seen.code == 1
    assert "✗ not found: the text is empty" in seen.out
    assert desk.verify().code == 1


def test_a_text_beyond_the_limit_is_not_read_and_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    file = desk.lay(WORDS.encode())
    os.truncate(file, 2 << 20)
    monkeypatch.setattr(loading_texts, "MAX_TEXT_BYTES", 1 << 20)
    monkeypatch.setattr(verifying, "MAX_TEXT_BYTES", 1 << 20)
    assert f"{file}: not read: is larger than 1 MiB" in desk.verify().err
    seen = desk.quote()
    assert seen.code == 1
    assert f"{file}: is larger than 1 MiB" in " ".join(seen.out.split())


def test_of_a_long_line_only_what_stands_around_the_quote_is_shown(desk: Desk) -> None:
    desk.lay(("word " * 200_000 + QUOTE + " word" * 200_000).encode())
    seen = desk.quote()
    assert seen.code == 0
    assert "… (999,400 characters before)" in seen.out
    assert "more characters)" in seen.out
    assert len(seen.out) < 6_000


def test_of_two_files_with_the_same_bytes_the_first_is_read_and_the_other_named(desk: Desk) -> None:
    desk.lay(WORDS.encode(), name="b.txt")
    first = desk.lay(WORDS.encode(), name="a.txt")
    assert f"{desk.texts}/b.txt: not read: has the same bytes as {first}" in desk.verify().err
    found = desk.told()
    assert (found["file"], found["same"]) == (str(first), [str(desk.texts / "b.txt")])
    assert f"the same bytes as {desk.texts}/b.txt" in " ".join(desk.quote().out.split())


def test_two_sources_with_one_text_are_both_checked_and_shown(desk: Desk, folder: MakeFolder) -> None:
    desk.lay(WORDS.encode())
    sha = hashlib.sha256(WORDS.encode()).hexdigest()
    evidence = [{"source": "paper", "quote": "The bridge"}, {"source": "reprint", "quote": QUOTE}]
    sources = source(sha256=sha) + source("reprint", sha256=sha)
    desk.base = folder(document(sources, city("aville"), fact("talk", "aville", evidence=evidence)))
    assert desk.verify().code == 0
    assert (desk.told("1")["source"], desk.told("1")["line"]) == ("paper", 1)
    assert (desk.told("2")["source"], desk.told("2")["line"]) == ("reprint", 2)


def test_a_quote_across_a_page_break_is_found_by_its_white_space(desk: Desk) -> None:
    desk.lay(b"It is a bridge\n\fbetween friends, he said.\n")
    found = desk.told()
    assert (found["state"], found["start"], found["text"]) == ("typography", 6, "a bridge\n\fbetween friends")
    assert "2 │ ␌between friends⟧, he said." in desk.quote().out


def test_a_quote_with_a_running_head_in_it_is_not_found_and_its_nearest_passage_is_shown(desk: Desk) -> None:
    desk.lay(b"It is a bridge that leads\n\n17  The Paper\n\fover the river to friends, he said.\n", LONG)
    assert desk.verify().code == 1
    seen = desk.quote()
    assert seen.code == 1
    assert "✗ not found" in seen.out
    assert "{+" in seen.out
    assert "17  The Paper" in seen.out.partition("paper.txt ·")[2]
    nearest = desk.told()["nearest"]
    assert isinstance(nearest, dict)
    assert (nearest["line"], nearest["text"].split()[0], nearest["text"].split()[-1]) == (1, "a", "friends,")


LONG = "a bridge that leads over the river to friends,"


def test_a_quote_that_stands_in_500_places_says_so_and_shows_the_first(desk: Desk) -> None:
    desk.lay((WORDS * 500).encode())
    assert "1 quote: 1 ambiguous" in desk.verify().err
    found = desk.told()
    assert (found["state"], found["line"], found["places"]) == ("ambiguous", 2, 500)
    seen = desk.quote()
    assert seen.code == 0
    assert "? stands in 500 places · line 2" in seen.out
    assert "place 1 of 500" in seen.out


def test_a_lock_of_another_version_counts_for_nothing_and_is_not_written_over(desk: Desk) -> None:
    desk.lay(WORDS.encode())
    desk.verify()
    lock = desk.base / "quotes.lock"
    other = lock.read_text().replace("# quotes.lock 1", "# quotes.lock 2")
    lock.write_text(other)
    seen = desk.verify()
    assert seen.code == 2
    assert "is of version 2" in seen.err
    assert "use the Ties that wrote it, or remove it and run `ties verify --texts DIR`" in seen.err
    assert lock.read_text() == other
    shown = desk.quote().out
    assert "quotes.lock says: ! never verified" in shown
    assert "✓ exact" in shown
    lock.unlink()
    assert desk.verify().code == 0
    assert "# quotes.lock 1" in lock.read_text()


def test_without_a_folder_of_texts_verify_says_how_to_give_one(
    desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.lay(WORDS.encode())
    monkeypatch.delenv("TIES_TEXTS", raising=False)
    assert main(["verify", str(desk.base)]) == 2
    said = capsys.readouterr().err
    assert all(way in said for way in ("--texts DIR", "config.toml", "$TIES_TEXTS"))
    monkeypatch.setenv("TIES_TEXTS", str(desk.texts))
    assert main(["verify", str(desk.base)]) == 0
