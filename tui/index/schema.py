"""The tables of the index: one SQLite file, derived from the facts, thrown away whenever in doubt.

A record has one number, `n`, and numbers are handed out in order of importance: cities, people, partners, agreements,
facts, sources. Full-text search then gives the important ones first without sorting.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import cache

VERSION = 9
APPLICATION_ID = 0x54696573  # "Ties", in the file's header, tells our index from any other SQLite file

KIND_NUMBERS: dict[str, int] = {"city": 1, "person": 2, "partner": 3, "agreement": 4, "fact": 5, "source": 6}
KINDS = {number: kind for kind, number in KIND_NUMBERS.items()}
SHIFT = 28  # n = kind << SHIFT | running number within the kind

GROUP_NUMBERS: dict[str, int] = {
    "~agreements": 1,
    "~events": 2,
    "~statements": 3,
    "~figures": 4,
    "~plans": 5,
    "~profile": 6,
    "~listings": 7,
    "~people": 8,
    "~organisations": 9,
    "~places": 10,
}
GROUPS_BY_NUMBER = {number: group for group, number in GROUP_NUMBERS.items()}

UNDATED = 4_000_000  # after every day that a date can name (ordinals of datetime.date)

# How a record names another, of those roles that searches ask for.
SPEAKER, SOURCE = 3, 4

# What a record is, as bits, for `is:` and `has:`.
CONTESTED, SETTLED, EXPECTED, DUE, UNVERIFIED, SINGLE_ORIGIN, LISTED, AMOUNT, QUOTE = (1 << bit for bit in range(9))

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE file (
    f INTEGER PRIMARY KEY, name TEXT, path BLOB UNIQUE, size INTEGER, modified INTEGER, sha BLOB
);
CREATE TABLE record (
    n INTEGER PRIMARY KEY, id TEXT, sub TEXT, f INTEGER, ordinal INTEGER,
    flags INTEGER, first INTEGER, last INTEGER, checks TEXT, start INTEGER, length INTEGER, digest INTEGER,
    since INTEGER, learned INTEGER
);
CREATE TABLE id_key (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE mention (target INTEGER, role INTEGER, n INTEGER, PRIMARY KEY (target, role, n)) WITHOUT ROWID;
CREATE TABLE dangling (id TEXT, role INTEGER, n INTEGER, PRIMARY KEY (id, role, n)) WITHOUT ROWID;
CREATE TABLE place (
    city INTEGER, partner INTEGER, grp INTEGER, day INTEGER, n INTEGER,
    PRIMARY KEY (city, partner, grp, day, n)
) WITHOUT ROWID;
CREATE TABLE guest (partner INTEGER, city INTEGER, PRIMARY KEY (partner, city)) WITHOUT ROWID;
CREATE TABLE belongs (home INTEGER, grp INTEGER, n INTEGER, PRIMARY KEY (home, grp, n)) WITHOUT ROWID;
CREATE TABLE city (n INTEGER PRIMARY KEY, country TEXT, title TEXT, total INTEGER);
CREATE TABLE shelf (code INTEGER, slot INTEGER, members BLOB, PRIMARY KEY (code, slot)) WITHOUT ROWID;
CREATE TABLE tally (kind INTEGER, place INTEGER, n INTEGER, total INTEGER, PRIMARY KEY (kind, place)) WITHOUT ROWID;
CREATE TABLE matter (key INTEGER, n INTEGER, PRIMARY KEY (key, n)) WITHOUT ROWID;
CREATE TABLE contest (settled INTEGER, n INTEGER, field INTEGER, PRIMARY KEY (settled, n, field)) WITHOUT ROWID;
CREATE TABLE problem (file TEXT, line INTEGER, column INTEGER, code TEXT, message TEXT, hint TEXT);
CREATE TABLE word (word TEXT PRIMARY KEY, sound TEXT) WITHOUT ROWID;
"""

# `hashsize`: the bytes that full-text search collects before it writes them; fewer pieces are smaller and sooner read.
TEXT_TABLES = f"""
CREATE VIRTUAL TABLE names USING fts5(
    name, content='', columnsize=0, tokenize="ascii", prefix='1 2 3'
);
CREATE VIRTUAL TABLE texts USING fts5(
    name, text, quote, context, content='', columnsize=0, tokenize="ascii"
);
INSERT INTO names (names, rank) VALUES ('hashsize', {8 << 20});
INSERT INTO texts (texts, rank) VALUES ('hashsize', {32 << 20});
"""

FULL_TEXT = ("names", "texts")

INDEXES = (
    "CREATE INDEX city_order ON city (total DESC, title)",
    "CREATE INDEX word_sound ON word (sound)",
)


@cache
def statements() -> Mapping[str, str]:
    """The statement that made each table and index of a finished index, by its name."""
    made = [statement.strip() for statement in f"{TABLES}{TEXT_TABLES}".split(";")] + list(INDEXES)
    # CREATE TABLE name, CREATE INDEX name, CREATE VIRTUAL TABLE name
    return {text.replace("VIRTUAL ", "").split()[2]: text for text in made if text.startswith("CREATE")}


# The file is thrown away if anything goes wrong before its rename, so no journal is kept.
_NEW = f"""
PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536; PRAGMA locking_mode = EXCLUSIVE;
PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION};
"""


def create(path: str, tables: str) -> sqlite3.Connection:
    """A connection to an empty file with new tables, for writing. Nothing of it is safe until it is closed and renamed.

    Raises sqlite3.Error.
    """
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.executescript(_NEW + tables)
    except BaseException:
        connection.close()
        raise
    return connection


def copy_tables(path: str, built: str) -> None:
    """Copy all tables of one file into another, which has none of these, in the order of their keys, and index them.

    However they were filled, their pages are full then. Raises sqlite3.Error.
    """
    connection = create(path, "")
    try:
        connection.execute("ATTACH ? AS built", (built,))
        connection.execute("BEGIN")
        tables = connection.execute("SELECT name, sql FROM built.sqlite_master WHERE type = 'table'").fetchall()
        for name, sql in tables:
            connection.execute(sql)
            connection.execute(f"INSERT INTO main.{name} SELECT * FROM built.{name}")
        for statement in INDEXES:
            connection.execute(statement)
        connection.execute("COMMIT")
    finally:
        connection.close()
