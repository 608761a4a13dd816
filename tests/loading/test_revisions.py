"""Which commit a day or a name means, what the files held then, and that a stranger's repository runs nothing."""

import os
import shutil
import threading
from pathlib import Path

import pytest

from tests.git_base import GitBase, needs_git
from tests.made_up import GOOD
from tui.loading import git_program
from tui.loading.git_program import Git, GitError
from tui.loading.revisions import Revisions, UnknownRevisionError


@pytest.fixture
def repository(tmp_path: Path) -> GitBase:
    return GitBase(tmp_path / "work")


def revisions(repository: GitBase) -> Revisions:
    return Revisions(repository.base, os.environ)


def subject(repository: GitBase, asked: str) -> str:
    commit = revisions(repository).find(asked).commit
    return commit.subject if commit else "nothing"


@needs_git
def test_a_day_means_how_things_stood_when_it_began(repository: GitBase) -> None:
    for day in ("2026-01-10", "2026-01-12", "2026-01-14"):
        repository.commit(f"of {day}", day)
    found = {day: subject(repository, f"2026-01-{day}") for day in ("10", "11", "12", "13", "15")}
    assert found == {
        "10": "nothing", "11": "of 2026-01-10", "12": "of 2026-01-10", "13": "of 2026-01-12", "15": "of 2026-01-14",
    }  # fmt: skip


@needs_git
def test_a_day_is_looked_for_in_the_checked_out_branch_and_not_in_what_was_merged_into_it(repository: GitBase) -> None:
    repository.commit("trunk", "2026-01-01")
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("side", "2026-01-05")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "merged", "side", day="2026-01-20")
    assert subject(repository, "2026-01-10") == "trunk"
    assert subject(repository, "2026-01-21") == "merged"


@needs_git
def test_a_day_is_a_day_whatever_a_branch_is_called(repository: GitBase) -> None:
    repository.commit("early", "2026-01-01")
    repository.commit("late", "2026-02-01")
    repository.git("branch", "2026-01-15")
    assert subject(repository, "2026-01-15") == "early"
    assert subject(repository, "refs/heads/2026-01-15") == "late"


@needs_git
def test_hashes_tags_branches_and_ancestors_are_commits(repository: GitBase) -> None:
    hash = repository.commit("first")
    repository.git("tag", "-a", "v1.2", "-m", "a tag")
    repository.commit("second")
    for asked in (hash, hash[:9], "v1.2", "HEAD~1", "main^"):
        assert subject(repository, asked) == "first"
    assert subject(repository, "main") == "second"


@needs_git
@pytest.mark.parametrize(
    "asked", ["nope", "", "-h", "--output=x", "HEAD~99", "HEAD:facts", "a\nb", "x" * 300, "2026-02-30", "9999-12-31"]
)
def test_what_is_no_commit_and_no_day_of_the_past_is_answered_with_what_is_accepted(
    repository: GitBase, asked: str
) -> None:
    repository.commit("first")
    with pytest.raises(UnknownRevisionError, match=r"Give a day as 2026-11-01, or what git knows as a commit"):
        revisions(repository).find(asked)


@needs_git
def test_a_folder_in_no_work_tree_says_so(tmp_path: Path, repository: GitBase) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(GitError, match="is in no git work tree"):
        Revisions(tmp_path / "plain", os.environ)
    with pytest.raises(GitError, match="is in no git work tree"):
        Revisions(repository.root / ".git", os.environ)


@needs_git
def test_a_base_that_is_itself_made_to_look_like_a_repository_is_not_taken_for_one(
    tmp_path: Path, repository: GitBase
) -> None:
    repository.commit("first")
    shutil.copytree(repository.root / ".git", tmp_path / "bare")
    with pytest.raises(GitError, match="is in no git work tree"):
        Revisions(tmp_path / "bare", os.environ)


@needs_git
def test_a_repository_without_a_commit_says_so(repository: GitBase) -> None:
    with pytest.raises(GitError, match="has no commit yet"):
        revisions(repository).find("2026-01-01")


@needs_git
def test_a_shallow_clone_says_from_when_on_it_knows_anything(tmp_path: Path, repository: GitBase) -> None:
    for day in ("2026-01-01", "2026-01-03", "2026-01-05"):
        repository.commit(f"of {day}", day)
    clone = tmp_path / "clone"
    repository.git("clone", "-q", "--depth", "2", repository.root.as_uri(), os.fspath(clone))
    (clone / "facts").mkdir()
    shallow = Revisions(clone / "facts", os.environ)
    with pytest.raises(GitError, match="shallow clone, which knows nothing from before 2026-01-03"):
        shallow.find("2026-01-02")
    commit = shallow.find("2026-01-04").commit
    assert commit is not None
    assert commit.subject == "of 2026-01-03"


@needs_git
def test_files_of_a_commit_are_those_that_a_base_would_have(repository: GitBase) -> None:
    for name in ("a.toml", "b/c.TOML", "ü.toml", ".hidden.toml", ".git-like/d.toml", "notes.txt"):
        repository.write(name, GOOD)
    (repository.base / "link.toml").symlink_to("a.toml")
    (repository.root / "outside.toml").write_text(GOOD)
    repository.commit("files")
    found = revisions(repository)
    commit = found.find("HEAD").commit
    assert commit is not None
    files = found.files(commit)
    assert sorted(files) == [b"a.toml", b"b/c.TOML", "ü.toml".encode()]
    assert dict(found.contents(files.values())) == {files[b"a.toml"]: GOOD.encode()}
    single = Revisions(repository.base / "a.toml", os.environ)
    assert list(single.files(commit)) == [b"a.toml"]


@needs_git
def test_files_larger_than_any_base_may_have_are_not_read(repository: GitBase, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.write("a.toml", GOOD)
    repository.write("b.toml", GOOD + "# more")
    repository.commit("files")
    found = revisions(repository)
    commit = found.find("HEAD").commit
    assert commit is not None
    files = found.files(commit)
    monkeypatch.setattr("tui.loading.revisions.MAX_BYTES", len(GOOD))
    assert dict(found.contents(files.values())) == {files[b"a.toml"]: GOOD.encode()}
    monkeypatch.setattr("tui.loading.revisions.MAX_BASE_BYTES", 10)
    with pytest.raises(GitError, match="hold more than"):
        list(found.contents(files.values()))


# A repository of a stranger.


def trap(repository: GitBase, folder: Path) -> tuple[Path, Path]:
    """A program that leaves a mark when it is run, and the mark."""
    mark = folder / "it-was-run"
    program = folder / "trap"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n")
    program.chmod(0o755)
    return program, mark


@needs_git
def test_nothing_that_a_repository_says_is_run(tmp_path: Path, repository: GitBase) -> None:
    program, mark = trap(repository, tmp_path)
    repository.write("a.toml", GOOD)
    (repository.root / ".gitattributes").write_text("*.toml filter=trap diff=trap merge=trap\n")
    repository.commit("first")
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        shutil.copy(program, hooks / name)
    signed = repository.git("cat-file", "commit", "HEAD").replace(
        "\n\n", "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n", 1
    )
    (tmp_path / "signed").write_text(signed + "\n")
    hash = repository.git("hash-object", "-t", "commit", "-w", os.fspath(tmp_path / "signed"))
    repository.git("update-ref", "refs/heads/main", hash)
    for key in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.askPass", "core.editor", "core.alternateRefsCommand",
        "pager.rev-list", "gpg.program", "diff.external", "diff.trap.textconv", "diff.trap.command",
        "filter.trap.smudge", "filter.trap.clean", "filter.trap.process", "credential.helper",
    ):  # fmt: skip
        repository.git("config", key, os.fspath(program))
    for name in ("rev-parse", "rev-list", "ls-tree", "cat-file"):
        repository.git("config", f"alias.{name}", f"!{program}")
    repository.git("config", "core.hooksPath", os.fspath(hooks))
    repository.git("config", "log.showSignature", "true")
    mark.unlink(missing_ok=True)
    found = revisions(repository)
    for asked in ("HEAD", "2026-02-01"):
        commit = found.find(asked).commit
        assert commit is not None
        assert list(found.contents(found.files(commit).values()))
    assert not mark.exists()
    # The traps are set: git itself runs into them.
    repository.git("status", check=False)
    assert mark.exists()
    mark.unlink()
    repository.git("log", "-1", check=False)
    assert mark.exists()


@needs_git
def test_a_file_that_a_partial_clone_lacks_is_not_fetched(tmp_path: Path, repository: GitBase) -> None:
    program, mark = trap(repository, tmp_path)
    repository.write("a.toml", GOOD)
    repository.commit("first")
    blob = repository.git("rev-parse", "HEAD:facts/a.toml")
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for key, value in (
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", f"ext::{program}"),
        ("protocol.ext.allow", "always"),
    ):
        repository.git("config", key, value)
    found = revisions(repository)
    commit = found.find("HEAD").commit
    assert commit is not None
    with pytest.raises(GitError):
        list(found.contents(found.files(commit).values()))
    assert not mark.exists()
    repository.git("cat-file", "-p", blob, check=False)
    assert mark.exists()


@needs_git
def test_variables_of_git_lead_nowhere_else(repository: GitBase, tmp_path: Path) -> None:
    other = GitBase(tmp_path / "other")
    other.commit("of another repository")
    repository.commit("of this one")
    environment = dict(os.environ) | {"GIT_DIR": f"{other.root}/.git", "GIT_TRACE": str(tmp_path / "trace")}
    commit = Revisions(repository.base, environment).find("HEAD").commit
    assert commit is not None
    assert commit.subject == "of this one"
    assert not (tmp_path / "trace").exists()


# A git that is none.


def program_called_git(folder: Path, script: str) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "git").chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def test_without_git_it_is_said_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GitError, match="no program `git` here: earlier states"):
        Git("/", {"PATH": str(tmp_path)})
    # What lies in the working directory may have been sent with the base.
    program_called_git(tmp_path, "echo true")
    monkeypatch.chdir(tmp_path)
    for path in (".", "", ":"):
        with pytest.raises(GitError, match="no program `git` here"):
            Git("/", {"PATH": path})


def test_an_answer_without_end_is_given_up(tmp_path: Path) -> None:
    git = Git("/", program_called_git(tmp_path / "bin", "yes"))
    with pytest.raises(GitError, match="larger than 2 MiB"):
        git.ask("rev-list", most=2 << 20)


def test_an_answer_that_never_comes_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_program, "SECONDS", 0.05)
    git = Git("/", program_called_git(tmp_path / "bin", "sleep 1000"))
    with pytest.raises(GitError, match="has not answered"):
        git.ask("rev-list")


def test_what_is_given_up_from_another_thread_ends_and_nothing_more_is_asked(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    git = Git("/", program_called_git(tmp_path / "bin", f"touch {begun}; sleep 1000"))

    def give_up_once_begun() -> None:
        while not begun.exists():
            os.sched_yield()
        git.give_up()

    thread = threading.Thread(target=give_up_once_begun, daemon=True)
    thread.start()
    for _ in range(2):
        with pytest.raises(GitError, match="not asked any more"):
            git.ask("rev-list")
    thread.join()


def test_what_git_complains_of_is_told_in_its_words_or_said_to_be_unknown(tmp_path: Path) -> None:
    git = Git("/", program_called_git(tmp_path / "bin", "echo 'fatal: bad object x' >&2; echo more >&2; exit 128"))
    with pytest.raises(GitError, match=r"^git says: bad object x$"):
        git.ask("rev-list")
    git = Git("/", program_called_git(tmp_path / "bin", "exit 3"))
    with pytest.raises(GitError, match="does not say why"):
        git.ask("rev-list")


def test_a_base_of_somebody_whom_git_does_not_trust_says_how_to_trust_it(tmp_path: Path) -> None:
    words = "echo \"fatal: detected dubious ownership in repository at '/x'\" >&2; exit 128"
    environment = program_called_git(tmp_path / "bin", words)
    with pytest.raises(GitError, match=r"git config --global --add safe\.directory"):
        Revisions(tmp_path, environment)


@pytest.mark.parametrize("answer", ["", "{name} blob 4\nabc", "{name} blob 9\nabcd", "x blob 4\nabcd"])
def test_files_that_git_was_not_asked_for_are_not_taken_for_those_that_it_was(tmp_path: Path, answer: str) -> None:
    name = "a" * 40
    (tmp_path / "answer").write_text(answer.format(name=name))
    script = f'case "$*" in *inside*) echo true;; *check*) echo "{name} blob 4";; *) cat "{tmp_path}/answer";; esac'
    found = Revisions(tmp_path, program_called_git(tmp_path / "bin", script))
    with pytest.raises(GitError, match="other files than it was asked for"):
        list(found.contents([name]))


@pytest.mark.parametrize("answer", ["", "x", "HEAD", "0" * 39, "--output=x"])
def test_what_git_answers_is_not_believed_to_be_a_hash(tmp_path: Path, answer: str) -> None:
    script = f'case "$*" in *inside*) echo true;; *) echo "{answer}";; esac'
    environment = program_called_git(tmp_path / "bin", script)
    with pytest.raises(GitError, match="not understood here"):
        Revisions(tmp_path, environment).find("HEAD")
