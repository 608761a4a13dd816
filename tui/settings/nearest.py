"""Which known word a mistyped one may have meant."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like `word`; an empty text if none is much like it. Only the first 60 characters count."""
    # Read in only where a hint is due.
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:60], list(known), 1, 0.6)), "")


def meant(word: str, known: Iterable[str]) -> str:
    """A hint for a word that is not known: the nearest one as a question, or all of them."""
    options = list(known)
    close = nearest(word, options)
    return f"did you mean `{close}`?" if close else "known: " + ", ".join(options)
