"""Which known word a mistyped one may have meant."""

from tui.settings.nearest import meant, nearest


def test_a_mistyped_word_finds_the_one_it_is_most_like() -> None:
    assert nearest("clipbord", ["clipboard", "clipboard_limit", "theme"]) == "clipboard"
    assert meant("clipbord", ["clipboard", "theme"]) == "did you mean `clipboard`?"


def test_a_word_like_none_gets_all_of_them() -> None:
    assert nearest("zzz", ["clipboard", "theme"]) == ""
    assert meant("zzz", ["clipboard", "theme"]) == "known: clipboard, theme"


def test_a_word_of_a_million_letters_is_like_none() -> None:
    assert nearest("q" * 1_000_000, ["clipboard"]) == ""
