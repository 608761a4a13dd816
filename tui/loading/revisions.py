"""Earlier states of a base that is kept in git: which commit is meant, and what the fact files held then."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tui.loading.finding import MAX_BASE_BYTES, MAX_BYTES, MAX_DEPTH, MAX_FILES, root_of
from tui.loading.git_program import Git, GitError

LONGEST = 250
"""Characters of the longest name of a commit that is asked for."""
ACCEPTED = "a day as 2026-11-01, or what git knows as a commit: a hash, a tag, a branch, HEAD~3"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)
_MOST_LISTED = 256 << 20  # bytes of the list of files
_AT_ONCE = 64 << 20  # bytes of files that are asked for together
_LINK = "120000"


class Commit(NamedTuple):
    """A commit: its hash, the hash in short, the day on which it was made as this machine counts days, its subject."""

    hash: str
    short: str
    day: str
    subject: str


class Then(NamedTuple):
    """A past state: `commit` is None before the first one. `asked` is the day or the name that was asked for."""

    asked: str
    commit: Commit | None


class UnknownRevisionError(Exception):
    """What was asked for is no day and no commit. Its text says so, with what is accepted."""


class Revisions:
    """The commits of the repository that a base lies in."""

    def __init__(self, path: Path, environment: Mapping[str, str]) -> None:
        """Of the base at a path, a folder or one file. Raises GitError, BaseUnreadableError."""
        root = root_of(path)
        self._only = None if root == path else path.name.encode("utf-8", "surrogateescape")
        self._git = Git(str(root), environment)
        self._see_work_tree(root)

    def _see_work_tree(self, root: Path) -> None:
        """Raises GitError for a folder that is in no work tree, or in one that git does not trust."""
        try:
            inside = self._git.ask("rev-parse", "--is-inside-work-tree").strip() == b"true"
        except GitError as error:
            if "dubious ownership" in str(error):
                message = f"{root} belongs to somebody else, and git reads nothing of it until you trust it: "
                raise GitError(f"{message}git config --global --add safe.directory FOLDER") from error
            if not any(words in str(error) for words in ("not a git repository", "cannot use bare repository")):
                raise
            inside = False
        if not inside:
            raise GitError(f"{root} is in no git work tree, so no earlier state of it is known")

    def give_up(self) -> None:
        """Ask git nothing more, and end what it is at: whoever waits gets a GitError. From any thread."""
        self._git.give_up()

    def find(self, asked: str) -> Then:
        """The state of a day or a commit. What looks like a day is one, whatever branches and tags are called.

        A day means how things stood when it began: after the last commit of the checked-out branch (first parents,
        by the time of committing) before midnight, as this machine counts days. Raises UnknownRevisionError, GitError.
        """
        if _DAY.fullmatch(asked):
            return Then(asked, self._before(asked))
        if not asked or asked.startswith("-") or len(asked) > LONGEST or not asked.isprintable():
            raise UnknownRevisionError(f"{asked[:LONGEST]!r} is no commit. Give {ACCEPTED}.")
        try:
            found = self._git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{asked}^{{commit}}")
        except GitError as error:
            raise UnknownRevisionError(f'git knows no commit "{asked}". Give {ACCEPTED}.') from error
        return Then(asked, self._commit(found))

    def _before(self, asked: str) -> Commit | None:
        try:
            midnight = datetime.datetime.fromisoformat(asked).astimezone()
        except (ValueError, OverflowError, OSError) as error:
            raise UnknownRevisionError(f"there is no day {asked}. Give {ACCEPTED}.") from error
        if midnight > datetime.datetime.now().astimezone():
            raise UnknownRevisionError(f"{asked} is yet to come. Give {ACCEPTED}.")
        if not self._has_head():
            raise GitError("this repository has no commit yet")
        # What was committed in the second of midnight belongs to the new day.
        last = f"--min-age={int(midnight.timestamp()) - 1}"
        found = self._git.ask("rev-list", "--max-count=1", "--first-parent", last, "HEAD", "--")
        if found:
            return self._commit(found)
        if self._git.ask("rev-parse", "--is-shallow-repository").strip() == b"true":
            first = self._git.ask("rev-list", "--first-parent", "--max-parents=0", "HEAD", "--")
            since = self._commit(first).day
            message = f"this is a shallow clone, which knows nothing from before {since}: git fetch --unshallow"
            raise GitError(message)
        return None

    def _has_head(self) -> bool:
        try:
            return bool(self._git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}"))
        except GitError:
            return False

    def _commit(self, found: bytes) -> Commit:
        """The commit whose hash git has given. Raises GitError."""
        name = found.decode("ascii", "replace").strip().partition("\n")[0]
        if not _HASH.fullmatch(name):
            raise GitError("git has named a commit in a way that is not understood here")
        told = self._git.ask("rev-list", "--max-count=1", "--format=%h%n%ct%n%s", name, "--")
        lines = told.decode("utf-8", "replace").split("\n")
        # Its first line repeats the hash.
        short, seconds, subject = (*lines[1:4], "", "", "")[:3]
        return Commit(name, short, _day(seconds), subject)

    def files(self, commit: Commit) -> dict[bytes, str]:
        """The fact files of the base in a commit: the names of their contents by paths inside the base.

        The same rules hold as for a folder: no hidden ones, none too deep. Links are left out. Raises GitError.
        """
        listed = self._git.ask("ls-tree", "-r", "-z", commit.hash, most=_MOST_LISTED)
        found = {}
        for line in listed.split(b"\0"):
            head, _, path = line.partition(b"\t")
            mode, _, name = head.decode("ascii", "replace").partition(" blob ")
            if mode != _LINK and _HASH.fullmatch(name) and self._is_fact_file(path):
                found[path] = name
        if len(found) > MAX_FILES:
            raise GitError(f"there were more than {MAX_FILES:,} fact files in commit {commit.short}")
        return found

    def _is_fact_file(self, path: bytes) -> bool:
        if self._only is not None:
            return path == self._only
        parts = path.split(b"/")
        return path[-5:].lower() == b".toml" and len(parts) <= MAX_DEPTH and not any(p[:1] == b"." for p in parts)

    def contents(self, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """The bytes of contents by their names; those of more than 4 MiB, which no base may have, are left out.

        Raises GitError, also for more than a base may hold.
        """
        sizes = self._sizes(sorted(set(names)))
        if sum(sizes.values()) > MAX_BASE_BYTES:
            raise GitError(f"the fact files of that state hold more than {MAX_BASE_BYTES >> 20:,} MiB")
        for chunk in _chunks(sizes):
            given = "".join(f"{name}\n" for name in chunk).encode()
            answer = self._git.ask("cat-file", "--batch", given=given, most=2 * _AT_ONCE)
            at = 0
            for name in chunk:
                header = f"{name} blob {sizes[name]}\n".encode()
                start = at + len(header)
                at = start + sizes[name] + 1
                if answer[start - len(header) : start] != header or len(answer) < at:
                    raise GitError("git has given other files than it was asked for")
                yield name, answer[start : at - 1]

    def _sizes(self, names: list[str]) -> dict[str, int]:
        """Bytes of contents, of those that are there and not too large."""
        given = "".join(f"{name}\n" for name in names).encode()
        answer = self._git.ask("cat-file", "--batch-check", given=given, most=100 * len(names) + 100)
        found = {}
        for line in answer.decode("ascii", "replace").splitlines():
            name, _, size = line.partition(" blob ")
            if size.isdigit() and int(size) <= MAX_BYTES:
                found[name] = int(size)
            elif line.endswith(" missing"):
                raise GitError("this clone does not hold all files of that state, and nothing is fetched for you")
        return found


def _chunks(sizes: Mapping[str, int]) -> Iterator[list[str]]:
    chunk: list[str] = []
    total = 0
    for name, size in sizes.items():
        chunk.append(name)
        total += size
        if total > _AT_ONCE:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def _day(seconds: str) -> str:
    try:
        return datetime.datetime.fromtimestamp(int(seconds)).astimezone().date().isoformat()
    except (ValueError, OverflowError, OSError):
        return "a day that is none"
