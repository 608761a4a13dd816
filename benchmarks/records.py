"""The agreements and facts of an invented base, with their evidence, as TOML text."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from benchmarks.phrases import LANGUAGE_TAGS, TEXT_LANGUAGES, TOPICS, date, pick, sentence

if TYPE_CHECKING:
    from benchmarks.bases import City, World

_FACT_KINDS = ["event"] * 30 + ["figure"] * 16 + ["statement"] * 20 + ["profile"] * 8
_FACT_KINDS += ["plan"] * 11 + ["expectation"] * 7 + ["listing"] * 8
_AGREEMENT_KINDS = ["sister-city"] * 4 + ["friendship-city"] * 3 + ["cooperation"] * 6 + ["exchange"] * 3
_AGREEMENT_KINDS += ["investment"] * 2 + ["establishment", "unspecified"]
_PIECES = [1] * 50 + [2] * 28 + [3] * 14 + [4] * 8
_WORDINGS = ["at the end of last year", "in June", "이달 초", "去年底", "within the year", "earlier this month"]
_NOTES = [
    "The paper gives no day; the municipal page does.",
    "“The city” is the one that the sentence before names.",
    "Repeats a press release, so it is no second witness.",
    "The list was read as it stood then.",
    "翻译由编者完成。",
    "기사에는 날짜가 없다.",
]
_UNITS = ["students", "companies", "flights a week", "visitors", "trees", "people", "tonnes"]
_CURRENCIES = [("CNY", "yuan"), ("KRW", "won"), ("USD", "US dollars"), ("JPY", "yen"), ("EUR", "euros")]
_CJK = ("zh", "ko", "ja")


def agreement(random: Random, world: World, number: int, here: City, there: City) -> str:
    """An [[agreement]] between two cities, now and then with an organisation as the third party."""
    kind, topic = pick(random, _AGREEMENT_KINDS), pick(random, TOPICS["en"])
    when, year = date(random)
    plain = when[:4].isdigit() and when[4:5] in ("", "-") and "X" not in when and "/" not in when
    title = f"{topic.capitalize()} agreement of {here.name.english} and {there.name.english}"
    third = f', "{pick(random, world.partners)}"' if random.random() < 0.2 else ""
    lines = [f'[[agreement]]\nid = "{_id(here, there, topic, "a", number)}"\ntitle = "{title}"\nkind = "{kind}"']
    lines.append(f'parties = ["{here.id}", "{there.id}"{third}]')
    if random.random() < 0.7:
        lines.append(f'text = "{_text(random, here, there)}"')
    lines.append(f'date = "{when}"')
    if random.random() < 0.15:
        lines.append(f'date_wording = "{pick(random, _WORDINGS)}"')
    if random.random() < 0.3:
        lines.append(f'aims = ["Stronger {pick(random, TOPICS["en"])}", "More {pick(random, TOPICS["en"])}"]')
    if kind == "investment" or random.random() < 0.05:
        lines.append(_amount(random))
    if random.random() < 0.12:
        lines.append(f'modality = "{pick(random, ["implied", "planned", "expected", "hoped", "promised"])}"')
    contested = plain and random.random() < 0.12
    lines += _evidence(random, world, "agreement", here, there, f"{year + 3}" if contested else "")
    return "\n".join(lines) + "\n"


def fact(random: Random, world: World, number: int, here: City, there: City) -> str:
    """A [[fact]] of any kind about two cities, sometimes with the organisation or the person it is about as well."""
    kind, topic = pick(random, _FACT_KINDS), pick(random, TOPICS["en"])
    when, _ = date(random)
    third = f', "{pick(random, world.partners)}"' if random.random() < 0.25 else ""
    lines = [f'[[fact]]\nid = "{_id(here, there, topic, "f", number)}"\nabout = ["{here.id}", "{there.id}"{third}]']
    lines.append(f'kind = "{kind}"\ntext = "{_text(random, here, there)}"\ndate = "{when}"')
    if random.random() < 0.15:
        lines.append(f'date_wording = "{pick(random, _WORDINGS)}"')
    if kind == "statement":
        lines.append(f'speaker = "{pick(random, world.persons)}"')
    if kind == "figure":
        much, unit = int(random.random() ** 4 * 90_000) + 2, pick(random, _UNITS)
        key = pick(random, ["value", "value", "at_least", "at_most"])
        lines.append(f'value = {{ unit = "{unit}", {key} = {much}, wording = "{much:,} {unit}" }}')
    elif random.random() < 0.06:
        lines.append(_amount(random))
    outcome = kind in ("plan", "expectation") and random.random() < 0.3
    if outcome:
        lines.append(f'outcome = "{pick(random, ["It opened", "It was put off", "Nothing came of it"])} in {topic}."')
        lines.append(f'outcome_date = "{2010 + int(random.random() * 15)}"')
    if random.random() < 0.1:
        lines.append(f'note = "{pick(random, _NOTES)}"')
    lines += _evidence(random, world, "fact", here, there, "", inline=not outcome)
    if outcome:
        lines.append(f'[[fact.evidence]]\nsource = "{_source(random, world)[0]}"\nfor = "outcome"')
    return "\n".join(lines) + "\n"


def _id(here: City, there: City, topic: str, kind: str, number: int) -> str:
    return f"{here.id[:30]}-{there.id[:30]}-{topic.replace(' ', '-')}-{kind}{number}"


def _text(random: Random, here: City, there: City) -> str:
    language = pick(random, TEXT_LANGUAGES)
    words = _said(random, language, here, there)
    return words[0].upper() + words[1:] + ("。" if language == "zh" else ".")


def _said(random: Random, language: str, here: City, there: City) -> str:
    if language in _CJK or language == "ru":
        return sentence(random, language, here.name.native, there.name.native)
    return sentence(random, language, here.name.english, there.name.english)


def _amount(random: Random) -> str:
    code, word = _CURRENCIES[int(random.random() * len(_CURRENCIES))]
    millions = 1 + int(random.random() ** 2 * 900)
    return f'amount = {{ value = {millions}_000_000, currency = "{code}", wording = "{millions} million {word}" }}'


def _source(random: Random, world: World) -> tuple[str, str]:
    return world.sources[int(random.random() ** 1.5 * len(world.sources))]


def _evidence(
    random: Random, world: World, kind: str, here: City, there: City, other_date: str, *, inline: bool = True
) -> list[str]:
    """One to four pieces; the last of several may give another date than the record, and one more may settle it."""
    pieces = _PIECES[int(random.random() * len(_PIECES))]
    if inline and pieces == 1 and not other_date and random.random() < 0.4:
        id, language = _source(random, world)
        return [f'evidence = [{{ source = "{id}", quote = "{_said(random, language, here, there)}" }}]']
    lines = []
    for piece in range(pieces):
        id, language = _source(random, world)
        lines.append(f'[[{kind}.evidence]]\nsource = "{id}"')
        if random.random() < 0.6:
            lines.append(f'quote = "{_said(random, language, here, there)}"')
            if random.random() < 0.12:
                lines.append(f'speaker = "{pick(random, world.persons)}"')
            if language != "en" and random.random() < 0.4:
                lines.append(f'language = "{LANGUAGE_TAGS[language]}"')
                lines.append(f'translation = "{_said(random, "en", here, there)}"')
        if random.random() < 0.04:
            lines.append('for = "date"')
        if other_date and piece == pieces - 1:
            lines.append(f'says = {{ date = "{other_date}" }}')
        if random.random() < 0.12:
            lines.append(f'note = "{pick(random, _NOTES)}"')
    if other_date and random.random() < 0.3:
        lines.append(f'[[{kind}.evidence]]\nsource = "{_source(random, world)[0]}"\nfor = "date"')
        lines.append('settled = "The municipal page is nearest to the signing."')
    return lines
