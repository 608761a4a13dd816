"""x."""

from tui.browser.remembering import Remembering


class Leaving(Remembering):
    pass
