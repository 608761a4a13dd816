"""How a TOML text is taken apart: the same places as tomli sees, to the first thing that is no TOML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_up import toml
from tui.loading.where import shipped_base
from tui.records.toml_tokens import tokens


def seen(text: str) -> list[tuple[str, str, int]]:
    return [(token.kind, text[token.start : token.end], token.number) for token in tokens(text)]


def test_headers_keys_and_values_come_in_their_order() -> None:
    assert seen('[[a."b c"]] # [x]\nd.e.f = "g"\nh = 2016-06-25 07:32:00\n[i]') == [
        ("header", '[[a."b c"', 2),
        ("key", "d.e.f", 3),
        ("string", '"g"', 0),
        ("key", "h", 1),
        ("value", "2016-06-25 07:32:00", 0),
        ("header", "[i", 1),
    ]


def test_brackets_are_counted_and_gaps_of_inline_tables_told() -> None:
    assert seen("a = [ { b = 1, }, # }\n 2 ]") == [
        ("key", "a", 1),
        ("open", "[", 1),
        ("open", "{", 2),
        ("gap", " ", 0),
        ("key", "b", 1),
        ("value", "1", 0),
        ("gap", ", ", 1),
        ("value", "2", 0),
    ]


@pytest.mark.parametrize("text", ["'''x'y", '"""x', '"x\n"', "'x"])
def test_a_string_that_does_not_end_is_the_last_token(text: str) -> None:
    assert seen(f"a = {text}")[-1] == ("unclosed", text, 0)


def test_nothing_is_told_behind_what_is_no_toml() -> None:
    assert [kind for kind, *_ in seen("a = 1\n= 2\nb = 3\n")] == ["key", "value"]


def test_the_tokens_of_every_shipped_file_reach_its_end() -> None:
    for file in sorted(shipped_base().rglob("*.toml")):
        text = file.read_text(encoding="utf-8")
        *_, last = tokens(text)
        assert not text[last.end :].strip(",]}\n ")


@given(st.text() | st.text(alphabet='[]{}="\n.a1,#\\'))
def test_no_text_makes_it_fail_and_tokens_never_run_backwards(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start <= token.end <= len(text)
        at = token.start


@given(st.recursive(st.text(max_size=5) | st.integers(), lambda inner: st.lists(inner, max_size=3), max_leaves=8))
def test_every_string_and_number_of_a_value_is_one_token(value: object) -> None:
    def leaves(value: object) -> int:
        return sum(map(leaves, value)) if isinstance(value, list) else 1

    found = [kind for kind, *_ in seen(f"a = {toml(value)}\n")]
    assert found.count("string") + found.count("value") == leaves(value)
