"""x."""

from tui.browser.living import Living


class Leaving(Living):
    pass
