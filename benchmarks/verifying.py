"""Rows on the quote check: 25,000 quotes in a text of 5 MB beside what Python needs to read and normalise that text."""

from __future__ import annotations

import hashlib
import os
import subprocess
import time
import unicodedata
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from random import Random

from benchmarks import subject
from benchmarks.names import place_names
from benchmarks.phrases import pick, sentence
from benchmarks.rows import Outcome, Row, Scene, by_turns, seconds

QUOTES = 25_000
SIZE = 5_000_000  # bytes of UTF-8
_SHORTEST, _LONGEST = (
    24,
    112,
)  # characters of the quotes of the base that comes with Ties, half as many of Han and Hangul
_WORDS = 20_000
_HAN = 0.2  # of the paragraphs
# Of 100 quotes as people have them: with other quotation marks and line ends, with a blank in a word, misquoted.
_OTHER_TYPOGRAPHY, _OTHER_SPACING, _MISQUOTED = 8, 4, 3

Quote = tuple[str, str, str]


def make_text(seed: int, size: int = SIZE) -> str:
    """A text of about so many bytes, the same for the same seed: words as often as words are (Zipf), some in Han."""
    random = Random(f"text {seed}")
    names = place_names(_WORDS, seed)
    letters = [name.english.lower() for name in names]
    han = [name.native for name in names if name.tag.startswith("zh")]
    weights = list(accumulate(1 / (rank + 3) for rank in range(1, _WORDS)))
    paragraphs, left = [], size
    while left > 0:
        is_han = random.random() < _HAN
        known = han if is_han else letters[:-1]
        words = random.choices(known, cum_weights=weights[: len(known)], k=80)
        paragraph = "".join(words) if is_han else " ".join(words)
        at = random.randrange(len(paragraph))
        paragraph = f"{paragraph[:at]}“{paragraph[at:]}” said the mayor’s office."
        paragraphs.append(paragraph)
        left -= len(paragraph.encode()) + 2
    return "\n\n".join(paragraphs) + "\n"


def make_forms(seed: int, size: int = SIZE) -> str:
    """A text of the same few sentences again and again, with other names and numbers, as lists and minutes are."""
    random = Random(f"forms {seed}")
    names = [name.english for name in place_names(2000, seed)]
    sentences, left = [], size
    while left > 0:
        sentences.append(sentence(random, "en", pick(random, names), pick(random, names)) + ".\n")
        left -= len(sentences[-1].encode())
    return "".join(sentences)


def make_quotes(text: str, count: int, seed: int, *, mixed: bool) -> list[Quote]:
    """Stretches of a text as quotes: as they stand there or, `mixed`, some of them as people have them."""
    random = Random(f"quotes {seed}")
    quotes = []
    while len(quotes) < count:
        start = random.randrange(len(text) - _LONGEST)
        length = random.randint(_SHORTEST, _LONGEST) // (1 if text[start].isascii() else 2)
        quote = text[start : start + length].strip()
        if quote:
            quotes.append((_as_quoted(random, quote) if mixed else quote, "", ""))
    return quotes


def _as_quoted(random: Random, quote: str) -> str:
    kind, at = random.randrange(100), len(quote) // 2
    if kind < _OTHER_TYPOGRAPHY:
        return quote.replace("“", '"').replace("”", '"').replace("’", "'").replace("\n\n", " ")
    if kind < _OTHER_TYPOGRAPHY + _OTHER_SPACING:
        return f"{quote[:at]} {quote[at:]}"
    if kind < _OTHER_TYPOGRAPHY + _OTHER_SPACING + _MISQUOTED:
        return f"{quote[:at]}Q{quote[at + 1 :]}"
    return quote


def _beside(file: Path) -> float:
    return seconds(lambda: unicodedata.normalize("NFC", file.read_text(encoding="utf-8")))


def _folding(file: Path) -> float:
    return seconds(lambda: subject.fold_text(file.read_text(encoding="utf-8")))


def _finding(scene: Scene, text: str, *, mixed: bool, beside: Callable[[Path], float] = _beside) -> Outcome:
    file = scene.folder / f"text-{hashlib.sha256(text.encode()).hexdigest()[:8]}.txt"
    file.write_text(text, encoding="utf-8")
    quotes = make_quotes(text, QUOTES, scene.seed, mixed=mixed)
    outcome = by_turns(
        scene.slow_runs, lambda: seconds(lambda: subject.find_quotes(text, quotes)), lambda: beside(file)
    )
    outcome.note = f"{QUOTES:,} quotes in {file.stat().st_size / 1e6:.1f} MB, {len(text) / 1e6:.1f} M characters"
    return outcome


def finding_exact(scene: Scene) -> Outcome:
    """All quotes as they are printed, in a text that is NFC, which Python has to go through to see: it has `i̇`."""
    return _finding(scene, make_text(scene.seed), mixed=False)


def finding_mixed(scene: Scene) -> Outcome:
    """Quotes of all kinds in the same text: it is folded twice."""
    return _finding(scene, make_text(scene.seed), mixed=True)


def finding_folded(scene: Scene) -> Outcome:
    """The same beside reading the text and all that the check calls normalising: NFC, signs, blanks, no white space."""
    return _finding(scene, make_text(scene.seed), mixed=True, beside=_folding)


def finding_apart(scene: Scene) -> Outcome:
    """Quotes of all kinds in a text that Python has to normalise: Hangul and accents apart, as files from a Mac are."""
    text = unicodedata.normalize("NFD", make_text(scene.seed, SIZE * 3 // 4))
    return _finding(scene, text, mixed=True)


def finding_forms(scene: Scene) -> Outcome:
    """Quotes as printed in a text of few sentences again and again, which share nearly all their words."""
    return _finding(scene, make_forms(scene.seed), mixed=False)


def command(scene: Scene) -> Outcome:
    """`ties verify`, the whole process, on a base of 2,500 facts with ten quotes each."""
    folder = scene.folder / "verifying"
    facts, texts = folder / "facts", folder / "texts"
    for made in (facts, texts):
        made.mkdir(parents=True, exist_ok=True)
    text = make_text(scene.seed)
    (texts / "text.txt").write_text(text, encoding="utf-8")
    quotes = iter(make_quotes(text, QUOTES, scene.seed, mixed=False))
    sha = hashlib.sha256(text.encode()).hexdigest()
    (facts / "a.toml").write_text(
        f'format = 1\n[[source]]\nid = "text"\ntitle = "Text"\nsha256 = "{sha}"\n'
        '[[city]]\nid = "aville"\nname = "Aville"\ncountry = "KR"\n',
        encoding="utf-8",
    )
    for file in range(25):
        records = [_record(file * 100 + n, [next(quotes)[0] for _ in range(10)]) for n in range(100)]
        (facts / f"b{file:02}.toml").write_text("format = 1\n" + "".join(records), encoding="utf-8")

    def verify() -> float:
        start = time.perf_counter()
        verifying = subject.ties_command("verify", str(facts), "--texts", str(texts))
        subprocess.run(verifying, env=scene.environment, capture_output=True, check=False)
        return time.perf_counter() - start

    outcome = by_turns(scene.slow_runs, verify, lambda: _beside(texts / "text.txt"))
    lock = os.stat(facts / "quotes.lock").st_size / 1e6  # noqa: PTH116
    outcome.note = f"{QUOTES:,} quotes of 2,500 records; quotes.lock has {lock:.1f} MB"
    return outcome


def _record(number: int, quotes: list[str]) -> str:
    evidence = "".join(f"  {{ source = \"text\", quote = '''{quote}''' }},\n" for quote in quotes)
    head = f'[[fact]]\nid = "f{number}"\nabout = ["aville"]\nkind = "event"\ntext = "Event {number}"\n'
    return f"{head}evidence = [\n{evidence}]\n"


ROWS = [
    Row("quotes-exact", "25,000 quotes as printed ÷ reading and normalising their text", finding_exact, 10, 10),
    Row("quotes-mixed", "the same, some quoted as people do", finding_mixed, 10, 10),
    Row("quotes-folded", "the same ÷ reading their text and folding it as the check does", finding_folded, 10, 10),
    Row("quotes-apart", "the same in a text that is not normalised", finding_apart, 10, 10),
    Row("quotes-forms", "the same as printed, in a text of eight sentences again and again", finding_forms),
    Row("verify", "`ties verify` of them, the whole process ÷ the same", command),
]
