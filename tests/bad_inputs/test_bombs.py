"""Files made to take all time and memory: inputs 33 to 47.

That they take none is measured by hand; here is that each is one problem at its place, found before it is parsed.
"""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad_inputs.commands import Bad, checked, found_everywhere, ran, see
from tests.made_up import BTOWN, GOOD, MakeFolder, city, document, fact
from tui.loading import finding
from tui.loading.converting import convert
from tui.loading.limits import excess, suspicious
from tui.loading.reading import Document, parse_document

B = document(BTOWN)
FLAT = "(records are flat; docs/format.md has examples)"
SPREAD = "(spread its records over several files)"
KEYS = "(known keys: format, source, city, partner, person, agreement, fact)"
MOST = 4 * 1024 * 1024


def long_note(size: int) -> bytes:
    """A good file of so many bytes."""
    head = B.encode()
    return head + b"#" * (size - len(head))


FILES = {
    "033-100k-arrays": Bad(B + "note = " + "[" * 100_000, (f"b.toml:6:40: not-toml: is nested too deeply {FLAT}",)),
    "034-100k-inline-tables": Bad(
        B + "note = " + "{a=" * 100_000, (f"b.toml:6:104: not-toml: is nested too deeply {FLAT}",)
    ),
    "035-dotted-key-of-1000-parts": Bad(
        B + ".".join("a" * 1000) + " = 1\n",
        (f"b.toml:6:1: not-toml: is nested too deeply: a key of 1,000 parts {FLAT}",),
    ),
    "036-dotted-key-of-100k-parts": Bad(
        B + ".".join("a" * 100_000) + " = 1\n",
        (f"b.toml:6:1: not-toml: is nested too deeply: a key of 100,000 parts {FLAT}",),
    ),
    "037-2000-headers-of-1000-parts": Bad(
        B + "".join(f"[h{n}.{'.'.join('a' * 999)}]\n" for n in range(2000)),
        (f"b.toml:6:1: not-toml: is nested too deeply: a key of 1,000 parts {FLAT}",),
    ),
    "038-key-of-10-mb": Bad(
        B + "k" * 10_000_000 + " = 1\n", (f"b.toml:1:1: too-large: is larger than 4 MiB {SPREAD}",)
    ),
    "038-key-of-4-mb": Bad(
        "format = 1\n" + "k" * 4_000_000 + " = 1\n",
        (f"b.toml:2:1: unknown-key: no kind of record is called `{'k' * 60}` {KEYS}",),
    ),
    "041-integer-of-4301-digits": Bad(
        B + "note = " + "1" * 4301 + "\n",
        ("b.toml:6:8: not-toml: holds a number of 4,301 characters (no fact needs one)",),
    ),
    "042-hex-of-10-million-digits": Bad(
        B + "note = 0x" + "f" * 10_000_000, (f"b.toml:1:1: too-large: is larger than 4 MiB {SPREAD}",)
    ),
    "042-hex-of-4-million-digits": Bad(
        B + "note = 0x" + "f" * 4_000_000,
        ("b.toml:6:8: not-toml: holds a number of 4,000,002 characters (no fact needs one)",),
    ),
    "043-string-of-50-mb": Bad(
        lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 50_000_000),
        (f"b.toml:1:1: too-large: is larger than 4 MiB {SPREAD}",),
    ),
    "045-4-mb-minus-1": Bad(long_note(MOST - 1), good="btown"),
    "045-4-mb-plus-1": Bad(long_note(MOST + 1), (f"b.toml:1:1: too-large: is larger than 4 MiB {SPREAD}",)),
    "047-hole-of-200-gb": Bad(
        lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY), 200 * 10**9),
        (f"b.toml:1:1: too-large: is larger than 4 MiB {SPREAD}",),
    ),
}


@pytest.mark.parametrize("bad", FILES.values(), ids=FILES)
def test_a_bomb_is_one_problem_and_the_other_files_are_read(
    bad: Bad, folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    see(bad, folder, capsys)


BOMBS = {
    "035": ".".join("a" * 1000) + " = 1",
    "037": "".join(f"[h{n}.{'.'.join('a' * 999)}]\n" for n in range(2000)),
    "037-many-short-headers": "".join(f"[h{n}.a]\n" for n in range(300_000)),
    "040-many-arrays": "a = [" + "[]," * 1_000_000 + "]",
    "040-many-tables": "a = [" + "{}," * 1_000_000 + "]",
    "042": "a = 0x" + "f" * 4_000_000,
    "042-decimal": "a = " + "1_" * 2_000_000 + "1",
    "042-fraction": "a = 1." + "3" * 4_000_000,
    "042-exponent": "a = 1e" + "3" * 4_000_000,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_what_takes_gigabytes_to_parse_never_reaches_the_parser(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(_: str) -> None:
        raise AssertionError("it was parsed")

    monkeypatch.setattr("tomli.loads", parse)
    assert not isinstance(parse_document(text, "a.toml"), Document)


def test_035_dots_and_digits_in_texts_are_no_bombs(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    text = "a.b.c.d.e.f.g.h.i.j.k [[[[ {{{{ " + "0123456789abcdef" * 50
    assert suspicious(f'note = "{text}"')
    assert excess(f'note = "{text}"') is None
    see(Bad(document(fact("b", "aville", text=text)), good="b"), folder, capsys)


def test_039_of_20k_unknown_keys_the_first_thousand_are_reported(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": "format = 1\n" + "".join(f"k{n} = 1\n" for n in range(20_000))})
    first, *others = checked(capsys, root)
    hint = "(mend those first, and run this again)"
    assert first == f"b.toml:1:1: too-many: has more than 1,000 problems: the others are not reported {hint}"
    assert others == [f"b.toml:{n + 2}:1: unknown-key: no kind of record is called `k{n}` {KEYS}" for n in range(1000)]
    found_everywhere(capsys, root, "aville")


def test_040_of_100k_tables_none_is_read_and_of_40k_bad_ones_some_are_reported(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": B + "[[fact]]\n" * 100_000, "c.toml": document("[[fact]]\n" * 40_000)})
    first, second, *others = checked(capsys, root)
    message = "holds more than 50,000 tables, or 100,000 tables and lists"
    assert first == f"b.toml:50005:1: too-large: {message} {SPREAD}"
    assert second.startswith("c.toml:1:1: too-many: has more than 1,000 problems")
    assert len(others) == 1000
    found_everywhere(capsys, root, "aville")


def test_044_a_text_of_a_million_lines_is_read_found_and_printed(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    note = "\n" * 999_000 + "the end"
    record = fact("b", "aville", note="x").replace('"x"', f'"""\n{note}"""')
    root = folder({"a.toml": GOOD, "b.toml": document(record)})
    assert checked(capsys, root) == []
    assert ran(capsys, "search", "end", "--facts", root).out[0].startswith("b ")
    assert "(b)" in "\n".join(ran(capsys, "tree", "--facts", root, "--depth", 9).out)
    printed = ran(capsys, "show", "b", "--facts", root, "--json").out
    assert json.loads("\n".join(printed))["record"]["note"] == note


def test_043_a_file_that_does_not_fit_into_memory_is_one_problem(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import tomli

    loads = tomli.loads

    def parse(text: str) -> object:
        if "btown" in text:
            raise MemoryError
        return loads(text)

    monkeypatch.setattr("tomli.loads", parse)
    see(Bad(B, (f"b.toml:1:1: too-large: does not fit into memory {SPREAD}",)), folder, capsys)


def test_042_and_037_leave_a_process_with_200_mb_alive(folder: MakeFolder) -> None:
    root = folder({"a.toml": GOOD, "b.toml": BOMBS["042"], "c.toml": BOMBS["037"], "d.toml": BOMBS["042-fraction"]})
    limit = 200 * 1024 * 1024

    def confined() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    command = [sys.executable, "-m", "tui", "check", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=confined)
    assert done.returncode == 1, done.stderr
    assert [line.split(": ")[1] for line in done.stdout.splitlines()] == ["not-toml"] * 3
    assert "2 good records" in done.stderr


def test_045_every_record_of_a_large_file_is_there(folder: MakeFolder) -> None:
    cities = [city(f"c{n}") for n in range(40_000)]
    document_of_them = parse_document(document(*cities), "a.toml")
    assert isinstance(document_of_them, Document)
    assert len(convert(document_of_them).entries) == 40_000


def test_046_thousands_of_files_are_read_and_a_limit_is_said(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = folder({f"d{n % 7}/f{n:04}.toml": document(city(f"c{n}")) for n in range(2000)})
    found = ran(capsys, "check", root)
    assert (found.code, found.out) == (0, [])
    assert "2000 good records, no problems" in found.err
    monkeypatch.setattr(finding, "MAX_FILES", 1500)
    found = ran(capsys, "check", root)
    message = "holds 2,000 fact files: only the first 1,500 are read"
    hint = "(give a folder below it, or part the base in two)"
    assert found.out == [f"{root}:1:1: too-many: {message} {hint}"]
    assert "1500 good records, 1 problem" in found.err
    assert "1 problem in" in ran(capsys, "tree", "--facts", root).err


def test_046_the_bytes_of_a_base_have_a_limit_that_is_said(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def large(path: Path) -> None:
        path.write_bytes(long_note(MOST + 1))

    root = folder({"a.toml": GOOD, "b.toml": large, "c.toml": B, "d.toml": document(city("d"))})
    monkeypatch.setattr(finding, "MAX_BASE_BYTES", len(GOOD) + len(B) + 10)
    first, second = ran(capsys, "check", root).out
    assert first.startswith(f"{root}:1:1: too-many: its fact files hold more than 0 MiB: none is read from d.toml on")
    assert second.startswith(f"{root}/b.toml:1:1: too-large")
    found_everywhere(capsys, root, "aville", "btown")
