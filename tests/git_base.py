"""A base in a git repository of its own, for tests; without git they are skipped, each beside one that needs none."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here to ask")


class GitBase:
    """A repository with a base in its folder `facts`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.base = root / "facts"
        self.base.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, day: str = "2026-01-01", check: bool = True) -> str:
        """What git says; commits are made at noon of a day."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        for who in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{who}_DATE": f"{day}T12:00:00", f"GIT_{who}_NAME": "A", f"GIT_{who}_EMAIL": "a@b"}
        command = ["git", "-C", os.fspath(self.root), *arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=check)
        return done.stdout.strip()

    def write(self, name: str, text: str) -> None:
        """A file of the base."""
        path = self.base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def commit(self, subject: str, day: str = "2026-01-01") -> str:
        """Everything as it is, on a day; the hash."""
        self.git("add", "-A", day=day)
        self.git("commit", "-q", "--allow-empty", "-m", subject, day=day)
        return self.git("rev-parse", "HEAD")
