"""Files in which the letters are not what they should be: inputs 1 to 20."""

import gzip

import pytest

from tests.bad_inputs.commands import Bad, ran, see
from tests.made_up import BTOWN, GOOD, MakeFolder, document

NO_FORMAT = "b.toml:1:1: bad-format: `format` is missing (begin the file with: format = 1)"
UTF8 = "(save the file as UTF-8)"
B = document(BTOWN)
AFTER_STATEMENT = "not-toml: expected newline or end of document after a statement"

FILES = {
    "001-empty-file": Bad("", (NO_FORMAT,)),
    "002-only-comments": Bad("# one\n# two\n", (NO_FORMAT,)),
    "003-no-final-newline": Bad(B.rstrip("\n"), good="btown"),
    "004-utf-8-bom": Bad(b"\xef\xbb\xbf" + B.encode(), good="btown"),
    "005-bom-in-the-middle": Bad(
        B.replace("name", "\ufeffname"),
        (
            "b.toml:4:1: not-toml: invalid statement (a byte order mark (U+FEFF) stands here, "
            "as where two files were joined: remove it)",
        ),
    ),
    "006-utf-16-with-bom": Bad(B.encode("utf-16"), (f"b.toml:1:1: not-utf8: is UTF-16 {UTF8}",)),
    "007-utf-16-without-bom": Bad(B.encode("utf-16-be"), (f"b.toml:1:1: not-toml: is UTF-16 {UTF8}",)),
    "008-latin-1": Bad(
        B.replace("Btown", "Bé").encode("latin-1"), (f"b.toml:4:10: not-utf8: byte 0xe9 is not UTF-8 {UTF8}",)
    ),
    "009-overlong": Bad(
        B.encode() + b"# \xc0\xaf\n",
        (f"b.toml:6:3: not-utf8: byte 0xc0 is not UTF-8: a character is written with more bytes than it needs {UTF8}",),
    ),
    "010-cesu-surrogates": Bad(
        B.encode() + b"# \xed\xa0\xbd\xed\xb8\x80\n",
        (f"b.toml:6:3: not-utf8: byte 0xed is not UTF-8: half of a surrogate pair stands here (CESU-8) {UTF8}",),
    ),
    "011-cut-off-inside-a-character": Bad(
        B.encode() + "# 다리".encode()[:-1],
        (
            "b.toml:6:4: not-utf8: the file ends inside a character "
            "(it may have been cut off: bring back the whole file)",
        ),
    ),
    "012-nul-bytes": Bad(
        bytes(4096),
        (
            "b.toml:1:1: not-toml: holds nothing but NUL bytes "
            "(bring back an older version: a crash can leave this behind)",
        ),
    ),
    "013-crlf": Bad(B.replace("\n", "\r\n"), good="btown"),
    "014-lone-cr": Bad(
        B.replace("\n", "\r"),
        (
            f"b.toml:1:11: {AFTER_STATEMENT} (this line ends with a carriage return alone: "
            "save the file with line feeds (LF))",
        ),
    ),
    "015-gzip": Bad(gzip.compress(B.encode()), ("b.toml:1:1: not-utf8: is packed (gzip) (unpack it)",)),
    "016-web-page": Bad(
        "\n<!DOCTYPE html>\n<html><body>" + B,
        ("b.toml:1:1: not-toml: is a web page (download the file itself, not the page that shows it)",),
    ),
    "017-merge-markers": Bad(
        B + '<<<<<<< HEAD\nnote = "one"\n=======\nnote = "two"\n>>>>>>> theirs\n',
        (
            "b.toml:6:1: not-toml: invalid statement (git left this line where two changes meet: keep one of them "
            "and remove the markers)",
        ),
    ),
    "018-lfs-pointer": Bad(
        "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 100\n",
        ("b.toml:1:1: not-toml: is a Git LFS pointer: the content is still on the server (run: git lfs pull)",),
    ),
    "019-smart-quotes": Bad(
        B.replace('"Btown"', "“Btown”"),
        ('b.toml:4:8: not-toml: invalid value (“ is no quotation mark of TOML: write ")',),
    ),
    "020-nbsp-after-equals": Bad(
        B.replace('name = "', 'name =\u00a0"'),
        ("b.toml:4:7: not-toml: invalid value (a blank of another kind (U+00A0) stands here: write a plain one)",),
    ),
}


@pytest.mark.parametrize("bad", FILES.values(), ids=FILES)
def test_a_file_in_a_strange_coding_is_read_or_named_and_the_others_are_read(
    bad: Bad, folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    see(bad, folder, capsys)


def test_004_a_byte_order_mark_is_pointed_out_without_calling_it_a_mistake(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    root = folder({"a.toml": GOOD, "b.toml": b"\xef\xbb\xbf" + B.encode()})
    found = ran(capsys, "check", root)
    assert (found.code, found.out) == (0, [])
    assert f"{root}/b.toml:1:1: notice: begins with a byte order mark" in found.err


def test_007_utf_16_of_either_byte_order_is_recognised_and_a_nul_alone_is_not(
    folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    see(Bad(B.encode("utf-16-le"), (f"b.toml:1:1: not-toml: is UTF-16 {UTF8}",)), folder, capsys)
    hint = "(remove this character, a NUL: the file may be damaged, or no text)"
    one = f"b.toml:4:9: not-toml: illegal character '\\x00' {hint}"
    see(Bad(B.replace("Btown", "\0town"), (one,)), folder, capsys)
