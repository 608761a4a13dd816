"""Search over the full-text tables: what is asked, in the order in which a reader would want to see it."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from tui.index import schema
from tui.index.numbers import number_of
from tui.index.query import Choice, Days, Named, Phrase, Query, Word, fts_excluded, fts_expression, parse
from tui.records.folding import indexed

if TYPE_CHECKING:
    from tui.index.standing import Standing

MOST_COUNTED = 1000
_FIELDS = ("name", "text", "quote", "context")
_SHORT = 2  # letters of a beginning of a word that too many words have to go through them all
_LONGEST_WORD = 64  # letters: what is longer was not meant to be spelled
_FLAGS = {
    "contested": schema.CONTESTED,
    "settled": schema.SETTLED,
    "expected": schema.EXPECTED,
    "unverified": schema.UNVERIFIED,
    "single-origin": schema.SINGLE_ORIGIN,
    "listed": schema.LISTED,
    "amount": schema.AMOUNT,
    "quote": schema.QUOTE,
}
_ROLES = {"by": (schema.SPEAKER,), "source": (schema.SOURCE,), "person": (), "partner": ()}
_KINDS_OF_FIELD = {
    "city": ("city",),
    "partner": ("city", "partner"),
    "person": ("person",),
    "by": ("person", "partner", "city"),
    "source": ("source",),
}


class Hit(NamedTuple):
    """A record that was found, by number, and the field it was found in: name, text, quote or context."""

    n: int
    field: str


class Answer(NamedTuple):
    """The first hits, best first; how many there are, at most MOST_COUNTED and then `more`; hints for the reader.

    `query` is the one that found something: with `guessed`, words nearest to those that were typed.
    """

    hits: list[Hit]
    total: int
    more: bool
    hints: tuple[str, ...]
    query: Query
    guessed: bool = False


def _storable(text: str) -> str:
    """A text as SQLite can compare it: what is no character is in no index."""
    return text.encode("utf-8", "replace").decode()


class Searcher:
    """Search in one index. What `today` says decides what is overdue."""

    def __init__(
        self,
        db: sqlite3.Connection,
        today: Callable[[], datetime.date] = datetime.date.today,
        standing: Standing | None = None,
    ) -> None:
        """`standing` is what may be found: all that stood on a day."""
        self._db = db
        self._standing = standing
        self._today = today
        self._vocabulary: list[str] | None = None
        # Full-text search still remembers what a patch has taken out.
        row = db.execute("SELECT value FROM meta WHERE key = 'dead'").fetchone()
        self._dead = bool(row and row[0] != "0")

    def find(self, text: str, limit: int) -> Answer:
        """Answer any text. What finds nothing is tried again with the nearest words that the names of the base have."""
        query = parse(text)
        answer = self._answer(query, text, limit)
        if answer.total or not query.terms:
            return answer
        near = self._nearest(query)
        if near is None:
            return answer
        guessed = self._answer(near, "", limit)
        return guessed._replace(hints=query.hints, guessed=True) if guessed.total else answer

    def _answer(self, query: Query, text: str, limit: int) -> Answer:
        if not query.terms:
            return Answer([], 0, False, query.hints, query)
        where, values = self._filters(query)
        expression = fts_expression(query.terms)
        if expression is None:
            return self._filtered(query, where, values, limit)
        hits: dict[int, str] = {}
        for table, match, field in self._tiers(query, expression):
            wanted = limit - len(hits)
            if wanted <= 0:
                break
            for (n,) in self._matching(table, match, where, values, limit):
                if len(hits) >= limit:
                    break
                hits.setdefault(n, field)
        total = self._count(query, expression, where, values, len(hits), limit)
        found = [Hit(n, field) for n, field in hits.items()]
        named = number_of(self._db, text.strip()[:200])
        if named and named not in hits and self._stood(named):
            # Who types an id wants that record.
            found = [Hit(named, "context"), *found][:limit]
            total += 1
        total = max(total, len(found))
        return Answer(found, min(total, MOST_COUNTED), total > MOST_COUNTED, query.hints, query)

    def _stood(self, n: int) -> bool:
        return self._standing is None or self._standing.has(n)

    def _tiers(self, query: Query, expression: str) -> Iterator[tuple[str, str, str]]:
        """Where to look, best first: whole words in names, beginnings in names, then text, quotes, and the rest."""
        whole = tuple(
            term._replace(prefix=False) if isinstance(term, (Word, Phrase)) and not term.negated else term
            for term in query.terms
        )
        exact = fts_expression(whole) or expression
        positive = [term for term in whole if isinstance(term, (Word, Phrase)) and not term.negated]
        first = " ".join(token for term in positive for token in term.tokens)
        if not fts_excluded(query.terms):
            yield "names", f'^ "{first}"', "name"
        yield "names", exact, "name"
        yield "names", expression, "name"
        if self._too_short(query):
            yield "texts", exact, "context"
            return
        yield "texts", fts_expression(query.terms, ("name", "text")) or expression, "text"
        yield "texts", fts_expression(query.terms, ("name", "text", "quote")) or expression, "quote"
        yield "texts", expression, "context"

    @staticmethod
    def _too_short(query: Query) -> bool:
        """Whether all that is asked is one or two letters with which a word begins, as when somebody starts to type."""
        words = [term for term in query.terms if isinstance(term, (Word, Phrase))]
        return (
            len(words) == 1
            and words[0].prefix
            and len("".join(words[0].tokens)) <= _SHORT
            and (words[0].tokens[-1].isascii())
        )

    def _matching(self, table: str, match: str, where: str, values: list[object], limit: int) -> Iterator[tuple[int]]:
        sql = f"SELECT {table}.rowid FROM {table} WHERE {table} MATCH ?"
        if where or self._dead:
            sql = f"SELECT r.n FROM {table} JOIN record r ON r.n = {table}.rowid WHERE {table} MATCH ?"
            sql += f" AND {where}" if where else ""
        yield from self._db.execute(f"{sql} LIMIT ?", (match, *values, limit))

    def _count(self, query: Query, expression: str, where: str, values: list[object], found: int, limit: int) -> int:
        if found < limit:
            return found
        table = "names" if self._too_short(query) else "texts"
        return sum(1 for _ in self._matching(table, expression, where, values, MOST_COUNTED + 1))

    def _filtered(self, query: Query, where: str, values: list[object], limit: int) -> Answer:
        """A query of filters or of unwanted words alone: records in order of importance."""
        unwanted = fts_excluded(query.terms)
        if unwanted:
            without = "r.n NOT IN (SELECT rowid FROM texts WHERE texts MATCH ?)"
            where = f"{where} AND {without}" if where else without
            values = [*values, unwanted]
        sql = f"SELECT r.n FROM record r WHERE {where} ORDER BY r.n LIMIT ?"
        found = [n for (n,) in self._db.execute(sql, (*values, max(limit, MOST_COUNTED) + 1))]
        hits = [Hit(n, "context") for n in found[:limit]]
        return Answer(hits, min(len(found), MOST_COUNTED), len(found) > MOST_COUNTED, query.hints, query)

    # Filters.

    def _filters(self, query: Query) -> tuple[str, list[object]]:
        """The SQL condition on `record r` for everything in a query but its words, and the values in it."""
        parts: list[str] = [self._standing.condition("r.n")] if self._standing else []
        values: list[object] = []
        for term in query.terms:
            match term:
                case Days():
                    part = "(r.first <= ? AND r.last >= ? AND r.first < ?)"
                    given: list[object] = [term.latest.toordinal(), term.earliest.toordinal(), schema.UNDATED]
                case Choice():
                    part, given = self._choice(term)
                case Named():
                    part, given = self._named(term)
                case _:
                    continue
            parts.append(f"NOT {part}" if term.negated else part)
            values += given
        return " AND ".join(parts), values

    def _choice(self, term: Choice) -> tuple[str, list[object]]:
        parts: list[str] = []
        values: list[object] = []
        for value in term.values:
            if term.field == "kind":
                number = schema.KIND_NUMBERS.get(value)
                if number is not None:
                    parts.append(f"(r.n >> {schema.SHIFT}) = {number}")
                parts.append("r.sub = ?")
                values.append(value)
            elif value == "overdue":
                day = self._today().toordinal()
                parts.append(f"((r.flags & {schema.DUE} OR r.learned > ?) AND r.last < ?)")
                values += [day, day]
            else:
                parts.append(f"(r.flags & {_FLAGS[value]})")
        return f"({' OR '.join(parts)})", values

    def _named(self, term: Named) -> tuple[str, list[object]]:
        if term.field == "country":
            code = _storable(term.value.strip().upper())
            return (
                "(r.n IN (SELECT p.n FROM city c JOIN place p ON p.city = c.n WHERE c.country = ?)"
                " OR r.n IN (SELECT n FROM city WHERE country = ?))",
                [code, code],
            )
        targets = self._targets(term)
        marks = ", ".join("?" * len(targets))
        if term.field == "city":
            part = f"(r.n IN (SELECT n FROM place WHERE city IN ({marks})) OR r.n IN ({marks}))"
            return part, [*targets, *targets]
        roles = _ROLES[term.field]
        role = f" AND role IN ({', '.join(map(str, roles))})" if roles else ""
        part = f"(r.n IN (SELECT n FROM mention WHERE target IN ({marks}){role})"
        if roles:
            return f"{part})", list(targets)
        part += f" OR r.n IN (SELECT n FROM place WHERE city IN ({marks})) OR r.n IN ({marks}))"
        return part, [*targets, *targets, *targets]

    def _targets(self, term: Named) -> list[int]:
        """The records that the value of a field can mean: by id, by name, sources also by title and publisher."""
        named = number_of(self._db, term.value.strip())
        found = [named] if named else []
        match = fts_expression([Word(term.tokens, term.prefix)]) if term.tokens else None
        if match:
            table = "texts" if term.field == "source" else "names"
            for kind in _KINDS_OF_FIELD[term.field]:
                first = schema.KIND_NUMBERS[kind] << schema.SHIFT
                sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? AND rowid BETWEEN ? AND ? LIMIT 200"
                found += [n for (n,) in self._db.execute(sql, (match, first, first + (1 << schema.SHIFT) - 1))]
        return list(dict.fromkeys(found))

    # Spelling.

    def _nearest(self, query: Query) -> Query | None:
        """The query with every word that the base does not have replaced by the nearest that it has, if there is one.

        One slip is forgiven in words of five letters, two in nine; failing that, another way to write the same sound.
        """
        terms = []
        changed = False
        for term in query.terms:
            if isinstance(term, Word) and not term.negated and not self._known(term):
                near = self._near_word("".join(term.tokens))
                if near is None:
                    return None
                changed = True
                term = Word(tuple(near.split()), term.prefix)
            terms.append(term)
        return Query(tuple(terms), query.hints) if changed else None

    def _known(self, term: Word) -> bool:
        match = fts_expression([term])
        return match is not None and next(self._matching("texts", match, "", [], 1), None) is not None

    def _near_word(self, word: str) -> str | None:
        if not word.isascii() or not 3 <= len(word) <= _LONGEST_WORD:
            return None
        from tui.records.sounds import sound_key

        slips = 2 if len(word) >= 9 else 1 if len(word) >= 5 else 0
        if slips:
            # Read in only where something was mistyped.
            from rapidfuzz.distance import OSA
            from rapidfuzz.process import extract

            if self._vocabulary is None:
                self._vocabulary = [w for (w,) in self._db.execute("SELECT word FROM word") if w.isascii()]
            near = extract(word, self._vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=8)
            if near:
                return str(min(near, key=lambda found: (found[1], found[0][0] != word[0], found[2]))[0])
        row = self._db.execute("SELECT word FROM word WHERE sound = ? LIMIT 1", (sound_key(indexed(word)),)).fetchone()
        return str(row[0]) if row else None
