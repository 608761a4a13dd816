"""Seeded fact bases of any size and of realistic shape, byte for byte the same for the same seed."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.names import PlaceName, place_names, strip_accents, typo
from benchmarks.phrases import (
    BODIES,
    BODY_ENDS,
    FAMILY,
    GIVEN,
    LANGUAGE_TAGS,
    PAPERS,
    ROLES,
    SOURCE_LANGUAGES,
    TOPICS,
    pick,
    sentence,
)
from benchmarks.records import agreement, fact

FACTS_A_FILE = 100
# Facts (agreements counted with them) for each record of another kind.
FACTS_A_CITY, FACTS_A_PARTNER, FACTS_A_PERSON, FACTS_A_SOURCE = 50, 20, 40, 12


class City(NamedTuple):
    """A city as other records name it."""

    id: str
    name: PlaceName


class CityNames(NamedTuple):
    """What people may type for a city. A variant that the city does not have is ""."""

    id: str
    name: str
    native: str
    romanised: str
    typo: str


class World:
    """What references can point at: drawn first, so that any file may name anything."""

    def __init__(self, facts: int, seed: int) -> None:
        self.cities = _cities(max(8, facts // FACTS_A_CITY), seed)
        random = Random(f"world {seed}")
        self.partners = [f"partner-{n}" for n in range(max(8, facts // FACTS_A_PARTNER))]
        self.persons = [f"person-{n}" for n in range(max(4, facts // FACTS_A_PERSON))]
        # An id with its language; every 40th source is a list.
        languages = [pick(random, SOURCE_LANGUAGES) for _ in range(max(8, facts // FACTS_A_SOURCE))]
        self.sources = [(f"source-{n}-{language}", language) for n, language in enumerate(languages)]

    def city(self, random: Random) -> City:
        """Any city; the first ones are drawn most often, as a few cities have most ties."""
        return self.cities[int(random.random() ** 2.2 * len(self.cities))]


def _cities(count: int, seed: int) -> list[City]:
    taken: set[str] = set()
    cities = []
    for name in place_names(count, seed):
        stem = slug = re.sub("[^a-z0-9]+", "-", strip_accents(name.english).lower()).strip("-")
        number = 1
        while slug in taken:
            number += 1
            slug = f"{stem}-{number}"
        taken.add(slug)
        cities.append(City(slug, name))
    return cities


def make_base(folder: Path, facts: int = 100_000, seed: int = 1, files: int | None = None) -> Path:
    """Write a base with so many agreements and facts into a new folder; 100 of them a file unless told otherwise."""
    world = World(facts, seed)
    random = Random(f"base {seed}")
    files = files or max(1, facts // FACTS_A_FILE)
    folder.mkdir(parents=True)
    # Files differ in length: the borders between them are drawn, all kinds of record are cut at the same places.
    cuts = [0.0, *((n + 0.7 * (random.random() - 0.5)) / files for n in range(1, files)), 1.0]
    for number, (start, end) in enumerate(pairwise(cuts)):

        def share(count: int, start: float = start, end: float = end) -> range:
            return range(int(count * start), int(count * end))

        parts = ["#:schema ./facts.schema.json\nformat = 1\n"]
        local = share(len(world.cities))
        parts += [_source(random, world, n) for n in share(len(world.sources))]
        parts += [_city(random, world, n) for n in local]
        parts += [_partner(random, world, n) for n in share(len(world.partners))]
        parts += [_person(random, world, n) for n in share(len(world.persons))]
        for n in share(facts):
            here = world.cities[local[n % len(local)]] if local and random.random() < 0.5 else world.city(random)
            there = world.city(random)
            while there is here:
                there = world.cities[int(random.random() * len(world.cities))]
            parts.append((agreement if random.random() < 0.25 else fact)(random, world, n, here, there))
        below = folder / f"{number // 100:03}"
        below.mkdir(exist_ok=True)
        name = world.cities[local[0]].id if local else "facts"
        (below / f"{number:05}-{name}.toml").write_text("\n".join(parts), encoding="utf-8")
    return folder


def _source(random: Random, world: World, number: int) -> str:
    id, language = world.sources[number]
    city = world.city(random)
    native = city.name.native if language in ("zh", "ko", "ja") else city.name.english
    published = (
        f"{2005 + int(random.random() * 20)}-{1 + int(random.random() * 12):02}-{1 + int(random.random() * 28):02}"
    )
    listing = number % 40 == 7
    kind = "list" if listing else pick(random, ["article", "article", "press-release", "reference", "page"])
    other = world.city(random).name
    title = sentence(random, language, native, other.native if language in ("zh", "ko", "ja") else other.english)
    lines = [f'[[source]]\nid = "{id}"\ntitle = "{title}"\nkind = "{kind}"']
    if listing:
        lines.append(f'of = "{city.id}"')
    lines.append(f'publisher = "{native}{" " * (language not in ("zh", "ja"))}{pick(random, PAPERS[language])}"')
    lines.append(f'published = "{published}"\nlanguage = "{LANGUAGE_TAGS[language]}"')
    lines.append(f'url = "https://news.example/{city.id}/{published}/{number}.html"')
    if random.random() < 0.6:
        lines.append(f'sha256 = "{random.getrandbits(256):064x}"')
    if random.random() < 0.3:
        lines.append(f'origin = "release-{number // 6}"')
    return "\n".join(lines) + "\n"


def _city(random: Random, world: World, number: int) -> str:
    id, name = world.cities[number]
    lines = [f'[[city]]\nid = "{id}"\nname = "{name.english}"']
    if name.tag and name.native != name.english:
        longer = {"zh-Hans": "市", "zh-Hant": "市", "ja": "市", "ko": "시"}.get(name.tag)
        several = f'["{name.native}{longer}", "{name.native}"]' if longer and random.random() < 0.4 else ""
        extra = f', nl = "{name.english}stad"' if random.random() < 0.05 else ""
        lines.append(f"names = {{ {name.tag} = {several or chr(34) + name.native + chr(34)}{extra} }}")
    if random.random() < 0.2:
        lines.append(f'aliases = ["{pick(random, ["Old", "Greater", "Port of", "City of"])} {name.english}"]')
    lines.append(f'country = "{name.country}"')
    first = number - 1 - int(random.random() * 40)
    if number % 12 == 11 and first >= 0 and first % 12 != 11:
        lines.append(f'kind = "{pick(random, ["county", "district"])}"\nwithin = "{world.cities[first].id}"')
    if random.random() < 0.9:
        north, east = 18 + random.random() * 40, -5 + random.random() * 145
        lines.append(f"location = {{ latitude = {north:.4f}, longitude = {east:.4f} }}")
    if random.random() < 0.7:
        lines.append(f'ids = {{ wikidata = "Q{random.getrandbits(24)}" }}')
    return "\n".join(lines) + "\n"


def _partner(random: Random, world: World, number: int) -> str:
    city = world.city(random)
    kind = pick(random, list(BODIES))
    lines = [f'[[partner]]\nid = "{world.partners[number]}"']
    topic = f"{pick(random, TOPICS['en']).title()} " if random.random() < 0.4 else ""
    lines.append(f'name = "{city.name.english} {topic}{pick(random, BODIES[kind])}"\nkind = "{kind}"')
    ends = BODY_ENDS.get(city.name.tag[:2])
    if ends and random.random() < 0.6:
        lines.append(f'names = {{ {city.name.tag} = "{city.name.native}{pick(random, ends)}" }}')
    if random.random() < 0.9:
        lines.append(f'city = "{city.id}"')
    elif number:
        lines.append(f'part_of = "{world.partners[int(random.random() * number)]}"')
    source = world.sources[int(random.random() * len(world.sources))][0]
    lines.append(f'evidence = [{{ source = "{source}" }}]')
    return "\n".join(lines) + "\n"


def _person(random: Random, world: World, number: int) -> str:
    city = world.city(random)
    land = city.name.country if city.name.country in GIVEN else ""
    given, family = pick(random, GIVEN[land]), pick(random, FAMILY[land])
    lines = [f'[[person]]\nid = "{world.persons[number]}"']
    lines.append(f'name = "{f"{family} {given}" if land else f"{given} {family}"}"')
    for _ in range(1 + (random.random() < 0.25)):
        of = city.id if random.random() < 0.8 else world.partners[int(random.random() * len(world.partners))]
        began = 1995 + int(random.random() * 25)
        lines.append(f'[[person.role]]\ntitle = "{pick(random, ROLES)}"\nof = "{of}"\nfrom = "{began}"')
        if random.random() < 0.5:
            lines.append(f'until = "{began + 1 + int(random.random() * 5)}-{1 + int(random.random() * 12):02}"')
        lines.append(f'evidence = [{{ source = "{world.sources[int(random.random() * len(world.sources))][0]}" }}]')
    return "\n".join(lines) + "\n"


def names_of_base(facts: int = 100_000, seed: int = 1) -> list[CityNames]:
    """What people may type for each city of the base that make_base writes for these numbers."""
    random = Random(f"typos {seed}")
    cities = _cities(max(8, facts // FACTS_A_CITY), seed)
    plain = {strip_accents(city.name.english).lower() for city in cities}
    found = []
    for id, name in cities:
        slip = ""
        while len(name.english) >= 5 and (not slip or strip_accents(slip).lower() in plain):
            slip = typo(random, name.english)
        native = name.native if name.tag in ("zh-Hans", "zh-Hant", "ko", "ja", "ru") else ""
        romanised = name.romanised if name.romanised != name.english else ""
        found.append(CityNames(id, name.english, native, romanised, slip))
    return found
