"""What the browser leans on inside Textual, which promises none of it: each test names what has changed when it has.

Another version of Textual is taken like this: change the version in pyproject.toml, read each function that a test
here names beside what Ties does in its place, mend that, and write down its new fingerprint.
"""

import asyncio
import hashlib
import inspect
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual._parser import Parser
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.keys import Keys
from textual.message_pump import MessagePump
from textual.messages import InBandWindowResize, TerminalSupportsSynchronizedOutput
from textual.screen import Screen

ROOT = Path(__file__).parents[3]


def fingerprint(function: Callable[..., object]) -> str:
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:12]


# Each was read when what leans on it was written: what ours replaces, what ours calls, and what calls ours.
READ: dict[Callable[..., object], str] = {
    Driver.__init__: "045ee24b9ab0",
    Driver.process_message: "af9cb0baaf15",
    Driver.suspend_application_mode: "20cef4924da3",
    Driver.resume_application_mode: "f223590ce241",
    Driver.no_automatic_restart: "8b8c9dcac526",
    LinuxDriver.start_application_mode: "7c41f5ba11a8",
    LinuxDriver.stop_application_mode: "9a7e99c8d4bd",
    LinuxDriver.disable_input: "6154c5a7c174",
    LinuxDriver._sigtstp_application: "26c3c19ce181",
    LinuxDriver._sigcont_application: "1d7463a74df1",
    LinuxDriver.run_input_thread: "d796af6d69db",
    LinuxDriver._patch_lflag: "724b63b5ce23",
    LinuxDriver._patch_iflag: "e70a9724d90c",
    Parser.feed: "390106cde019",
    Parser.tick: "44606084ad3b",
    XTermParser.parse: "a5834ad1def8",
    XTermParser._sequence_to_key_events: "00dfe99846ed",
    XTermParser._parse_extended_key: "65eeaadaf41a",
    App._build_driver: "2838e509bae0",
    App._process_messages: "7934609529be",
    App._shutdown: "c264035bcb62",
    App._handle_exception: "baea2e7f88e7",
    App._fatal_error: "2474616cec7f",
    App._display: "4b78dff6669a",
    App._begin_update: "74b869c65286",
    App._end_update: "1ecb7ab2a36d",
    App.suspend: "66d2c24066e3",
    App.action_suspend_process: "5f43f592ea2d",
    App.exit: "d8c06b817ac8",
    App.run_async: "821674591dfc",
    ChopsUpdate.__init__: "f40588bd8fbd",
    ChopsUpdate.render_segments: "4c1cdb567e0b",
    LayoutUpdate.__init__: "0a0399f5b7e5",
    LayoutUpdate.render_segments: "ff329c722506",
    Screen._on_timer_update: "421401660de1",
    Screen._compositor_refresh: "7a40efe56381",
    MessagePump.post_message: "cbfe6996db20",
    MessagePump._close_messages_no_wait: "f5db7e8fd40a",
    MessagePump._dispatch_message: "f2be0916fb2d",
}


@pytest.mark.parametrize("function", READ, ids=lambda function: function.__qualname__)
def test_a_function_that_is_leaned_on_is_the_one_that_was_read(function: Callable[..., object]) -> None:
    name = f"{function.__module__}.{function.__qualname__}"
    assert fingerprint(function) == READ[function], f"{name} is not what it was in the version of Textual that was read"


def test_the_version_is_the_one_that_was_read() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        (pinned,) = [need for need in tomllib.load(file)["project"]["dependencies"] if need.startswith("textual")]
    assert pinned == f"textual=={version('textual')}", "another Textual than the one that Ties was made for"


def test_a_driver_must_do_what_ours_does_and_no_more() -> None:
    wanted = {"write", "start_application_mode", "disable_input", "stop_application_mode"}
    assert Driver.__abstractmethods__ == wanted


class Plain(Driver):
    """The least that is a driver."""

    def write(self, data: str) -> None: ...
    def start_application_mode(self) -> None: ...
    def disable_input(self) -> None: ...
    def stop_application_mode(self) -> None: ...


async def test_a_driver_has_the_attributes_that_ours_uses() -> None:
    made = Plain(App(), debug=False, mouse=True, size=None)
    assert made._loop is asyncio.get_running_loop()
    assert isinstance(made._app, App)
    assert (made._mouse, made._auto_restart) == (True, True)
    with made.no_automatic_restart():
        assert not made._auto_restart
    assert issubclass(Driver.SignalResume, events.Event)


@pytest.mark.parametrize(
    "name",
    [
        "_filters",
        "_loop",
        "_driver",
        "_is_mounted",
        "_sync_available",
        "_running",
        "_exception",
        "_closed",
        "_batch_count",
    ],
)
def test_an_app_has_the_attribute(name: str) -> None:
    assert hasattr(App(), name), f"App.{name} is gone"


def parameters(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


@pytest.mark.parametrize(
    ("function", "wanted"),
    [
        (App._display, ["self", "screen", "renderable"]),
        (App._handle_exception, ["self", "error"]),
        (App._fatal_error, ["self"]),
        (App.exit, ["self", "result", "return_code", "message"]),
        (App.get_driver_class, ["self"]),
        (MessagePump._dispatch_message, ["self", "message"]),
        (MessagePump._close_messages_no_wait, ["self"]),
        (XTermParser._sequence_to_key_events, ["self", "sequence", "alt"]),
        (Driver.__init__, ["self", "app", "debug", "mouse", "size"]),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_a_function_takes_what_it_is_called_with(function: Callable[..., Any], wanted: list[str]) -> None:
    assert parameters(function) == wanted, f"{function.__qualname__} takes other arguments"


def test_the_parser_tells_until_when_it_waits() -> None:
    parser = XTermParser()
    assert parser._timeout_time is None
    list(parser.feed("\x1b"))
    assert parser._timeout_time is not None
    list(parser.feed("[A"))
    assert parser._timeout_time is None


def test_the_parser_passes_over_a_key_that_is_to_be_ignored() -> None:
    class Ignoring(XTermParser):
        def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> list[events.Key]:
            return [events.Key(Keys.Ignore if sequence == "b" else sequence, sequence)]

    assert [event.key for event in Ignoring().feed("abc") if isinstance(event, events.Key)] == ["a", "c"]


def test_the_parser_still_fails_at_a_number_that_is_no_character() -> None:
    with pytest.raises((ValueError, OverflowError)):
        list(XTermParser().feed("\x1b[1114112u"))


def test_an_empty_paste_is_a_paste() -> None:
    begin, end = BRACKETED_PASTE_START, BRACKETED_PASTE_END
    assert (begin, end) == ("\x1b[200~", "\x1b[201~")
    kinds = [type(event) for event in XTermParser().feed(f"{begin}{end}a")]
    assert kinds == [events.Paste, events.Key]


def test_an_answer_about_sizes_is_a_message_that_ours_leaves_out() -> None:
    (answer,) = XTermParser().feed("\x1b[?2048;1$y")
    assert isinstance(answer, InBandWindowResize)
    (size,) = XTermParser().feed("\x1b[48;10;20;100;200t")
    assert isinstance(size, events.Resize)
    (sync,) = XTermParser().feed("\x1b[?2026;2$y")
    assert isinstance(sync, TerminalSupportsSynchronizedOutput)
