"""The evidence matrix of a record: what it states, or what names it, against its sources, the strongest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tui.index import schema
from tui.index.index import Index
from tui.records.kinds import Agreement, Fact, Record, Source
from tui.records.support import Line, Stance, Voice, origins, support, whole


class Row(NamedTuple):
    """A line of the matrix, the id of the record that states it, and on how many origins it rests."""

    record: str
    line: Line
    origins: int

    @property
    def quoted(self) -> bool:
        """Whether any source is quoted for it."""
        return any(voice.quoted for voice in self.line.voices.values())


class Carrier(NamedTuple):
    """A source, its origin, and for how many rows it is quoted (`verified`: and was found), cited, or disagrees."""

    source: str
    origin: str
    verified: int
    quoted: int
    cited: int
    disagrees: int

    @property
    def carried(self) -> int:
        """How many rows it bears out."""
        return self.quoted + self.cited


class Matrix(NamedTuple):
    """The matrix of a record by id; the sources that say something of its rows; how many records were not looked at."""

    id: str
    rows: Sequence[Row]
    carriers: Sequence[Carrier]
    more: int

    @property
    def single(self) -> list[Row]:
        """What rests on one origin only."""
        return [row for row in self.rows if row.origins == 1]

    @property
    def bare(self) -> list[Row]:
        """What a record states and no source bears out."""
        return [row for row in self.rows if row.line.value is not None and not row.origins]

    @property
    def unquoted(self) -> list[Row]:
        """What no source is quoted for."""
        return [row for row in self.rows if not row.quoted]


def matrix(index: Index, id: str, most: int) -> Matrix:
    """The evidence matrix of a record; its rows are at most `most` of the records that name it, besides its own lines.

    A fact or an agreement has a row for each of its fields, of which no source speaks included, unless all that it has
    are lists; a source has one for each record that rests on it.
    Raises KeyError if no record has the id.
    """
    record = index.record(id)
    if record is None:
        raise KeyError(id)
    bare = _can_be_bare(index, record)
    rows = [] if isinstance(record, Source) else [(id, line) for line in _lines(index, record) if line.voices or bare]
    more = 0
    if not isinstance(record, (Agreement, Fact)):
        ids, more = _naming(index, id, most, isinstance(record, Source))
        rows += [(named, _whole(index, named)) for named in ids]
    known = _origins(index, [line for _, line in rows])
    found = [Row(named, line, origins(line, known)) for named, line in rows]
    only = id if isinstance(record, Source) else ""
    return Matrix(id, found, _carriers(found, known, only), more)


def _can_be_bare(index: Index, record: Record) -> bool:
    """Whether a field of which no source speaks is a lack: lists speak of the tie alone, names need no evidence."""
    return isinstance(record, (Agreement, Fact)) and any(item.source not in index.lists for item in record.evidence)


def _lines(index: Index, record: Record) -> tuple[Line, ...]:
    return support(record, index.verifications(record), index.lists, index.contests(record.id))


def _whole(index: Index, id: str) -> Line:
    record = index.record(id)
    if record is None:
        return Line("", None, {})
    return whole(record, index.verifications(record), index.lists, index.contests(id))


def _naming(index: Index, id: str, most: int, cites: bool) -> tuple[list[str], int]:
    """The first agreements and facts that name a record, or all kinds of record that cite a source; how many more."""
    low, high = schema.KIND_NUMBERS["agreement"] << schema.SHIFT, schema.KIND_NUMBERS["source"] << schema.SHIFT
    condition = "FROM mention WHERE target = ? AND "
    condition += f"role = {schema.SOURCE}" if cites else f"n BETWEEN {low} AND {high}"
    n = index.number(id)
    first = f"SELECT DISTINCT n {condition} ORDER BY n LIMIT ?"
    by_day = f"SELECT r.n FROM ({first}) m JOIN record r ON r.n = m.n ORDER BY r.n >> {schema.SHIFT}, r.first, r.n"
    rows = index.db.execute(by_day, (n, most)).fetchall()
    (count,) = index.db.execute(f"SELECT count(DISTINCT n) {condition}", (n,)).fetchone()
    return index.ids_of([number for (number,) in rows]), int(count) - len(rows)


def _origins(index: Index, lines: Sequence[Line]) -> dict[str, str]:
    found = {}
    for id in dict.fromkeys(source for line in lines for source in line.voices):
        source = index.source(id)
        found[id] = (source.origin if source else None) or id
    return found


def _carriers(rows: Sequence[Row], known: dict[str, str], only: str) -> list[Carrier]:
    """The sources that say something, those that bear out most first; of a source's own matrix that one alone."""
    heard: dict[str, list[Voice]] = {}
    for row in rows:
        for source, voice in row.line.voices.items():
            if only in ("", source):
                heard.setdefault(source, []).append(voice)
    found = [_carrier(source, known[source], voices) for source, voices in heard.items()]
    return sorted(found, key=lambda one: (-one.carried, -one.verified, -one.quoted, one.disagrees, one.source))


def _carrier(source: str, origin: str, voices: Sequence[Voice]) -> Carrier:
    backing = Counter(voice.backing or voice.stance for voice in voices)
    return Carrier(
        source,
        origin,
        verified=backing[Stance.VERIFIED],
        quoted=backing[Stance.VERIFIED] + backing[Stance.QUOTED],
        cited=backing[Stance.CITED],
        disagrees=sum(1 for voice in voices if voice.stance is Stance.DISAGREES),
    )
