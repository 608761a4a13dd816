"""Output that waits until what it comes from is known to be sound."""

import io
import threading

import pytest

from tui.cli.held_output import HeldOutput
from tui.index.checksums import IndexDamagedError


def test_nothing_leaves_before_the_check_is_over_and_then_all_of_it_does() -> None:
    out, checked = io.StringIO(), threading.Event()

    def is_damaged() -> bool:
        checked.wait()
        return False

    held = HeldOutput(out)
    with held.held_until(is_damaged):
        held.write("one ")
        held.write("two")
        assert (out.getvalue(), held.begun) == ("", False)
        checked.set()
    assert (out.getvalue(), held.begun) == ("one two", True)


def test_what_is_written_after_the_check_follows_what_waited_for_it() -> None:
    out = io.StringIO()
    held = HeldOutput(out)
    with held.held_until(lambda: False):
        held.write("one ")
        for thread in threading.enumerate():
            if thread.name == "check":
                thread.join()
        held.write("two ")
        assert out.getvalue() == "one two "
        held.write("three")
    assert out.getvalue() == "one two three"


def test_of_something_damaged_nothing_leaves() -> None:
    out = io.StringIO()
    held = HeldOutput(out)
    with pytest.raises(IndexDamagedError), held.held_until(lambda: True):
        held.write("wrong")
    assert (out.getvalue(), held.begun) == ("", False)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_of_what_could_not_be_checked_to_its_end_nothing_leaves() -> None:
    def is_damaged() -> bool:
        raise MemoryError

    out = io.StringIO()
    held = HeldOutput(out)
    with pytest.raises(IndexDamagedError), held.held_until(is_damaged):
        held.write("who knows")
    assert out.getvalue() == ""
