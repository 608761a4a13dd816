"""x."""

from tui.browser.living import Living


class Leaving(Living):
    _filtered = False

    def do_filter(self) -> None: ...
