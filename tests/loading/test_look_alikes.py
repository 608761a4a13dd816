"""`ties check` finds what deceives the eye; what is meant so can be said to be."""

import pytest

from tests.made_up import MakeBase, agreement, city, document, fact, partner, source
from tui.loading.look_alikes import check_looks
from tui.records.look_alikes import mixtures, skeleton


def found(base: MakeBase, *records: str) -> list[str]:
    loaded = base(document(*records))
    assert loaded.problems == []
    return [f"{problem.line}:{problem.column} {problem.code}: {problem.message}" for problem in check_looks(loaded)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gim\u0441heon", ["Gim\u0441heon"]),
        ("\u0391thens and Roma", ["\u0391thens"]),
        ("Bus\uff41n", ["Bus\uff41n"]),
        ("\U0001d400BC", ["\U0001d400BC"]),
        ("Москва́ и Pоссия", ["Pоссия"]),
        ("Երև\u0430ն", ["Երև\u0430ն"]),
    ],
)
def test_a_word_of_several_alphabets_is_a_mixture(text: str, words: list[str]) -> None:
    assert [mixture.word for mixture in mixtures(text)] == words


@pytest.mark.parametrize(
    "text",
    [
        "Gimcheon",
        "Łódź, São Paulo, İstanbul",
        "김천시 KTX역",
        "東京タワー",
        "КняжигорскとBraddaleは",
        "A社とB社",
        "IT기업",
        "Москва Moscow",
        "Т-34 and α-helix",
        "10 µm",
        "ＡＢＣ株式会社",
        "Αθήνα",
        "กรุงเทพBTS",
        "",
    ],
)
def test_scripts_that_are_written_together_are_none(text: str) -> None:
    assert mixtures(text) == []


def test_the_letter_at_fault_is_named_with_its_script(base: MakeBase) -> None:
    (line,) = found(base, city("aville", name="Gim\u0441heon"))
    assert (
        line
        == "4:8 mixed-scripts: “Gim\u0441heon” mixes scripts: “\u0441” (U+0441) is Cyrillic, other letters are Latin"
    )


def test_names_in_other_languages_aliases_and_titles_are_looked_at_too(base: MakeBase) -> None:
    bad = "Gim\u0441heon"
    lines = found(
        base,
        source(title=bad),
        city("aville", names={"en": ["Fine", bad]}),
        partner("pville", aliases=["Fine", bad]),
        agreement("tie", "aville", "pville", title=f"The {bad} tie"),
    )
    assert [line.split(":")[1].split()[1] for line in lines] == ["mixed-scripts"] * 4


def test_names_of_two_records_that_look_alike_are_reported_at_that_which_is_not_latin(base: MakeBase) -> None:
    (line,) = found(base, city("aville", name="Coco"), city("bville", name="\u0421\u043e\u0441\u043e"))
    assert line.startswith("8:8 look-alike: “\u0421\u043e\u0441\u043e” looks like “Coco”, a name of aville")


def test_two_alphabets_beside_latin_are_compared_as_well(base: MakeBase) -> None:
    (line,) = found(base, city("aville", name="\u039f\u03a1\u0391"), city("bville", name="\u041e\u0420\u0410"))
    assert "look-alike" in line


@pytest.mark.parametrize(
    ("one", "other"),
    [("Coco", "Coco"), ("Москва", "Moscow"), ("São Paulo", "Sa\u0303o Paulo"), ("ОРА", "ора"), ("Modern", "Modem")],
)
def test_names_that_are_the_same_or_look_different_are_not(base: MakeBase, one: str, other: str) -> None:
    assert found(base, city("aville", name=one), city("bville", name=other)) == []


def test_one_record_may_have_its_name_in_several_scripts(base: MakeBase) -> None:
    assert found(base, city("aville", name="Coco", names={"ru": "\u0421\u043e\u0441\u043e"})) == []


@pytest.mark.parametrize(("one", "other"), [("tie-1", "tie-l"), ("a0", "ao"), ("modern", "modem")])
def test_ids_that_look_alike_are_reported(base: MakeBase, one: str, other: str) -> None:
    (line,) = found(base, city(one, name="One"), city(other, name="Other"))
    assert line == f'7:6 look-alike: "{other}" looks like "{one}", the id of another record'


def test_what_the_note_says_is_meant_is_left_alone(base: MakeBase) -> None:
    assert found(base, city("aville", name="ΔBank", note="Spelled ΔBank, with a Greek Δ.")) == []
    twin = city("bville", name="\u0421\u043e\u0441\u043e", note="\u0421\u043e\u0441\u043e is another town than Coco.")
    assert found(base, city("aville", name="Coco"), twin) == []
    assert found(base, city("a-1"), city("a-l", note="Not a-1.")) == []
    assert found(base, city("aville", name="A\u200bville", note="The source has U+200B in it.")) == []


def test_a_character_that_hides_is_named_once_for_each_text_it_is_in(base: MakeBase) -> None:
    quote = {"source": "paper", "quote": "The\u202e bridge\u202e was \x1b[2J opened"}
    lines = found(base, source(), city("aville"), fact("f", "aville", evidence=[quote]))
    assert lines == [
        "14:45 hidden-character: has U+202E RIGHT-TO-LEFT OVERRIDE in it, which nobody sees as it is",
        "14:45 hidden-character: has U+001B in it, which nobody sees as it is",
    ]


def test_more_marks_than_a_letter_has_are_counted(base: MakeBase) -> None:
    (line,) = found(base, city("aville", name="Z" + "\u0301" * 500))
    assert line == "4:8 hidden-character: has 500 marks in a row, U+0301 COMBINING ACUTE ACCENT among them"


def test_a_soft_hyphen_is_hidden_in_a_name_and_in_its_place_in_a_text(base: MakeBase) -> None:
    aville = city("aville", name="A\u00adville", names={"de": "A\u00adstadt"}, aliases=["\u00adA"])
    lines = found(base, source(), aville, fact("f", "aville", text="Stadt\u00adpartnerschaft"))
    assert len(lines) == 3
    assert all("U+00AD SOFT HYPHEN" in line for line in lines)


@pytest.mark.parametrize(
    "text", ["a\tb", "a\nb", "Stadt\u00adpartnerschaft", "می\u200cخواهم", "👨\u200d👩\u200d👧", "김천시"]
)
def test_what_has_its_place_is_no_problem(base: MakeBase, text: str) -> None:
    assert found(base, source(), city("aville"), fact("f", "aville", text=text)) == []


def test_keys_that_nobody_gave_a_name_to_are_looked_at(base: MakeBase) -> None:
    (line,) = found(
        base, city("aville", note="x", aliases=["Fine"]).replace('note = "x"', 'ids = { "wiki\u200bdata" = "Q1" }')
    )
    assert "U+200B" in line


def test_a_skeleton_is_what_is_seen() -> None:
    assert skeleton("\u0420\u0430\u0443\u0440\u0430l") == skeleton("Paypal")
    assert skeleton("Ａville") == skeleton("Aville")
    assert skeleton("Ivy") == skeleton("lvy")
    assert skeleton("Łódź") != skeleton("Lodz")
