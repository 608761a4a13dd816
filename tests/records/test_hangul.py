"""How Korean names are said: the examples of the standard, without hyphens."""

import pytest

from tui.records.hangul import spoken


@pytest.mark.parametrize(
    ("written", "said"),
    [
        # As written.
        ("김천시", "gimcheonsi"), ("박보생", "bakbosaeng"), ("청두", "cheongdu"), ("부산", "busan"), ("구미", "gumi"),
        ("영동", "yeongdong"), ("옥천", "okcheon"), ("합덕", "hapdeok"), ("호법", "hobeop"), ("월곶", "wolgot"),
        ("벚꽃", "beotkkot"), ("한밭", "hanbat"), ("구리", "guri"), ("칠곡", "chilgok"), ("임실", "imsil"),
        # A consonant goes over to a vowel.
        ("설악", "seorak"), ("백암", "baegam"), ("압구정", "apgujeong"), ("낙동강", "nakdonggang"),
        # Consonants that meet.
        ("백마", "baengma"), ("종로", "jongno"), ("왕십리", "wangsimni"), ("별내", "byeollae"), ("신라", "silla"),
        ("울릉", "ulleung"), ("대관령", "daegwallyeong"), ("독립문", "dongnimmun"), ("속리산", "songnisan"),
        ("촉석루", "chokseongnu"), ("광희문", "gwanghuimun"),
        # Before i, and with h.
        ("해돋이", "haedoji"), ("같이", "gachi"), ("좋고", "joko"), ("놓다", "nota"), ("묵호", "mukho"),
        ("집현전", "jiphyeonjeon"),
        # Finals of two consonants.
        ("닭", "dak"), ("값이", "gapssi"), ("많아", "mana"), ("삶", "sam"),
    ],
)  # fmt: skip
def test_hangul_is_said_as_the_standard_has_it(written: str, said: str) -> None:
    assert spoken(written).replace("-", "") == said


def test_syllables_and_words_stay_apart() -> None:
    assert spoken("김천시 의회") == "gim-cheon-si ui-hoe"


@pytest.mark.parametrize("other", ["", " ", "金泉市", "김천 City", "김천시(시)", "ㄱ", "가\u200b나"])
def test_nothing_is_said_of_what_is_not_all_hangul(other: str) -> None:
    assert spoken(other) == ""
