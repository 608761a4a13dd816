"""Files that are no TOML, or a TOML that others do not read: inputs 21 to 32."""

import pytest

from tests.bad_inputs.commands import Bad, ran, see
from tests.made_up import BTOWN, GOOD, MakeFolder, document
from tui.loading.portable import newer_toml
from tui.loading.reading import Document, parse_document

B = document(BTOWN)
TWICE = "(it stands there already: remove one; a record begins with double brackets, [[fact]])"
CLOSE = "(close the text with the quotation mark it begins with)"
SCALAR = (
    "not-toml: escaped character is not a Unicode scalar value "
    "(\\u and \\U take a number up to 10FFFF, without D800 to DFFF)"
)
NEWER = B + 'note = "\\x41"\nlocation = {\n  latitude = 1.0,\n  longitude = 2.0,\n}\n'

FILES = {
    "021-duplicate-key": Bad(B + 'id = "other"\n', (f"b.toml:6:13: not-toml: cannot overwrite a value {TWICE}",)),
    "022-duplicate-quoted-key": Bad(
        B + '"id" = "other"\n', (f"b.toml:6:15: not-toml: cannot overwrite a value {TWICE}",)
    ),
    "023-duplicate-table": Bad(
        "format = 1\n[city]\n[city]\n", (f"b.toml:3:6: not-toml: cannot declare city twice {TWICE}",)
    ),
    "024-table-over-value": Bad(B + "[city.name]\n", (f"b.toml:6:11: not-toml: cannot overwrite a value {TWICE}",)),
    "025-unterminated-string-of-10-mb": Bad(
        B + 'note = "' + "x" * 10_000_000,
        ("b.toml:1:1: too-large: is larger than 4 MiB (spread its records over several files)",),
    ),
    "025-unterminated-string-of-4-mb": Bad(
        B + 'note = "' + "x" * 4_000_000, (f"b.toml:6:8: not-toml: unterminated string {CLOSE}",)
    ),
    "026-unterminated-long-string": Bad(
        B + 'note = """\nText\n', (f"b.toml:6:8: not-toml: unterminated string {CLOSE}",)
    ),
    "027-unknown-escape": Bad(
        B + 'note = "\\q"\n',
        ("b.toml:6:11: not-toml: unescaped '\\' in a string (write it twice, or put the text in single quotes)",),
    ),
    "028-escaped-surrogate": Bad(B + 'note = "\\ud800"\n', (f"b.toml:6:15: {SCALAR}",)),
    "029-escape-beyond-unicode": Bad(B + 'note = "\\U00110000"\n', (f"b.toml:6:19: {SCALAR}",)),
    "030-toml-1.1-only": Bad(
        NEWER,
        (r"b.toml:6:9: newer-toml: `\x` is TOML 1.1, which many programs refuse (write \u00 and two digits)",),
        good="btown",
    ),
    "031-bare-unicode-key": Bad(
        B + '이름 = "x"\n',
        (
            "b.toml:6:1: not-toml: invalid statement "
            "(a key with other letters than a to z stands in double quotes; so does a text value)",
        ),
    ),
    "032-leading-zero": Bad(
        "format = 01\n",
        (
            "b.toml:1:11: not-toml: expected newline or end of document after a statement "
            "(a number does not begin with 0)",
        ),
    ),
}


@pytest.mark.parametrize("bad", FILES.values(), ids=FILES)
def test_a_slip_in_the_syntax_is_named_where_it_is_made(
    bad: Bad, folder: MakeFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    see(bad, folder, capsys)


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ('a = "\\x41"', (1, 6), r"`\x`"),
        ('"\\e" = 1', (1, 2), r"`\e`"),
        ('a = """\n\\\\e \\e"""', (2, 5), r"`\e`"),
        ("a = {\n b = 1 }", (1, 6), "several lines"),
        ("a = { b = 1, # why\n c = 2 }", (1, 12), "several lines"),
        ("a = [{ b = 1, }]", (1, 13), "a comma behind"),
        ("a = 07:32", (1, 5), "without seconds"),
        ("a = [2016-06-25 07:32]", (1, 6), "without seconds"),
        ("a = 2016-06-25T07:32+09:00", (1, 5), "without seconds"),
    ],
)
def test_030_everything_that_only_toml_1_1_has_is_found_where_it_stands(
    text: str, at: tuple[int, int], what: str
) -> None:
    document = parse_document(text, "a.toml")
    assert isinstance(document, Document)
    problem = newer_toml(document)
    assert problem is not None
    assert (problem.line, problem.column) == at
    assert what in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "a = 'C:\\ex'",
        'a = "\\\\e"',
        "a = '''\n\\e'''",
        'a = "at 07:32, on 2016-06-25 07:32, {\\n"',
        "a = [\n  { b = 1 },\n]",
        "a = [{ b = [\n1,\n] }]",
        "a = 07:32:00\nb = 2016-06-25T07:32:00.5Z\nc = 2016-06-25",
        'a = """\nx = {\n"""',
        "a = 1 # {\n",
        "a = { b = ',}' }",
    ],
)
def test_030_what_toml_1_0_has_too_is_not_called_newer(text: str) -> None:
    document = parse_document(text, "a.toml")
    assert isinstance(document, Document)
    assert newer_toml(document) is None


def test_030_only_the_check_speaks_of_newer_toml(folder: MakeFolder, capsys: pytest.CaptureFixture[str]) -> None:
    root = folder({"a.toml": GOOD, "b.toml": NEWER})
    found = ran(capsys, "search", "btown", "--facts", root)
    assert (found.code, found.err) == (0, "")
