"""Reading the app's screen as text, for tests."""

from textual.app import App


def screen_lines(app: App[None]) -> list[str]:
    """What is painted, line by line, blanks at the ends left out."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def screen_text(app: App[None]) -> str:
    """What is painted, as one text."""
    return "\n".join(screen_lines(app))
