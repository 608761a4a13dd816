"""The quote check: a text, a quote, and the words before and after it."""

from __future__ import annotations

import re

from tests.fuzz.target import Target, texts_of
from tui.records.quote_check import Finding, SourceText, Step, nearest_passage
from tui.records.typography import Folded, fold_spacing, fold_typography

_LINE_END = re.compile(r"\r\n|\r|\n")


def check(data: bytes) -> None:
    """What is said to be found is really there, at these offsets and in this line, with prefix and suffix beside it.

    What is exact is there character by character and once, and what is not found exactly is not there. Many quotes at
    once are found as each alone. The nearest passage is a part of the text.
    """
    text, quote, prefix, suffix = texts_of(data, 4)
    source = SourceText(text)
    finding = source.find(quote, prefix, suffix)
    _check_finding(text, quote, finding)
    if finding.step is not Step.NOT_FOUND:
        assert _beside(text, finding, prefix, suffix)
    alone = source.find(quote)
    _check_finding(text, quote, alone)
    assert (alone.step in (Step.EXACT, Step.AMBIGUOUS)) >= (bool(quote.strip()) and text.count(quote) > 0)
    assert (alone.step is Step.EXACT) <= (_times(text, quote) == 1)
    if len(data) % 4 == 0:  # it takes as long as all the rest, several times
        _check_among_many(text, (quote, prefix, suffix), finding, alone)
    nearest = nearest_passage(source, quote)
    if nearest is not None:
        assert 0 <= nearest.start < nearest.end <= len(text)
        assert 0 < nearest.ratio <= 1


def _check_finding(text: str, quote: str, finding: Finding) -> None:
    step, start, end, line = finding
    if step is Step.NOT_FOUND:
        assert (start, end, line) == (-1, -1, -1)
        return
    assert 0 <= start < end <= len(text)
    assert line == 1 + sum(ending.end() <= start for ending in _LINE_END.finditer(text))
    found = text[start:end]
    if step is Step.EXACT:
        assert found == quote
    else:
        assert _bare(found) == _bare(quote), (found, quote)


def _check_among_many(text: str, selector: tuple[str, str, str], finding: Finding, alone: Finding) -> None:
    others = [(f"{selector[0]}{n}", "", "") for n in range(70)]
    together = SourceText(text).find_many([selector, (selector[0], "", ""), *others])
    assert together[:2] == [finding, alone]


def _beside(text: str, finding: Finding, prefix: str, suffix: str) -> bool:
    """Whether the words before and after a quote stand there, however they are spaced and, if it is folded, set."""
    before, after = text[: finding.start].rstrip(), text[finding.end :].lstrip()
    if before.endswith(prefix.rstrip()) and after.startswith(suffix.lstrip()):
        return True
    folded = finding.step is not Step.EXACT
    return folded and _bare(before).endswith(_bare(prefix)) and _bare(after).startswith(_bare(suffix))


def _bare(text: str) -> str:
    return fold_spacing(fold_typography(Folded(text))).text


def _times(text: str, quote: str) -> int:
    return sum(text.startswith(quote, at) for at in range(len(text)))


_PIECES = (
    *(
        "\0",
        "a",
        "aa",
        "e\u0301",
        "é",
        "“",
        "”",
        "’",
        "'",
        "–",
        "-",
        "\u00ad",
        "\u200b",
        "\ufeff",
        "  ",
        "\r\n",
        "\n",
        "\u2028",
    ),
    *(
        "\u1100",
        "\u1161",
        "\u11a8",
        "가",
        "\u0f71\u0f72",
        "\u0344",
        "\ufb01",
        "\u2126",
        "\u212b",
        "字",
        "The mayor said",
    ),
)

TARGET = Target("quotes", check, _PIECES, steps=4000)
