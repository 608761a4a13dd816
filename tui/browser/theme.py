"""The looks of the browser: the colours of its frame, and the palette of the views that goes with them."""

from typing import NamedTuple

from textual.theme import Theme

from tui.views.palette import DAY, MONOCHROME, NIGHT, TERMINAL, Palette

MONO = "mono"


class Look(NamedTuple):
    """Colours of the frame and of the text."""

    theme: Theme
    palette: Palette


_NIGHT = Theme(
    name="ties-night",
    primary="#c99a3b",
    secondary="#7fb7be",
    accent="#c99a3b",
    warning="#f0a35e",
    error="#ef7d77",
    success="#93c47d",
    foreground="#d5d0c6",
    background="#16181d",
    surface="#1d2027",
    panel="#23272f",
    dark=True,
    variables={
        "border": "#c99a3b",
        "border-blurred": "#3a3f4a",
        "text-muted": "#8b8a85",
        "block-cursor-foreground": "#f4efe6",
        "block-cursor-background": "#343b49",
        "block-cursor-blurred-background": "#262b35",
        "input-cursor-background": "#f4efe6",
        "input-cursor-foreground": "#16181d",
        "input-selection-background": "#4a4535",
    },
)

_DAY = Theme(
    name="ties-day",
    primary="#8a5a00",
    secondary="#1f6a73",
    accent="#8a5a00",
    warning="#a3500b",
    error="#b3261e",
    success="#2f6b1f",
    foreground="#2b2924",
    background="#faf7f0",
    surface="#f2ede2",
    panel="#e8e1d2",
    dark=False,
    variables={
        "border": "#a06d0a",
        "border-blurred": "#cfc6b4",
        "text-muted": "#6d675b",
        "block-cursor-foreground": "#1a1815",
        "block-cursor-background": "#e6d6ac",
        "block-cursor-blurred-background": "#ece5d5",
        "input-cursor-background": "#2b2924",
        "input-cursor-foreground": "#faf7f0",
        "input-selection-background": "#ecd9a8",
    },
)


def _sixteen(name: str, accent: str, muted: str) -> Theme:
    """A theme of the terminal's own colours, or of none: the cursor is told by reverse and bold, not by a colour."""
    return Theme(
        name=name,
        ansi=True,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=accent,
        error=accent,
        success=accent,
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            "ansi-background": "ansi_default",
            "ansi-foreground": "ansi_default",
            "border": accent,
            "border-blurred": muted,
            "text-muted": muted,
            "block-cursor-foreground": "ansi_default",
            "block-cursor-background": "ansi_default",
            "block-cursor-blurred-background": "ansi_default",
            "input-cursor-background": "ansi_default",
            "input-cursor-foreground": "ansi_default",
            "input-cursor-text-style": "reverse",
            "input-selection-background": "ansi_default",
            "input-selection-foreground": "ansi_default",
            "screen-selection-background": "ansi_default",
            "screen-selection-foreground": "ansi_default",
        },
    )


LOOKS: dict[str, Look] = {
    "night": Look(_NIGHT, NIGHT),
    "day": Look(_DAY, DAY),
    "terminal": Look(_sixteen("ties-terminal", "ansi_yellow", "ansi_bright_black"), TERMINAL),
    MONO: Look(_sixteen("ties-mono", "ansi_default", "ansi_default"), MONOCHROME),
}
