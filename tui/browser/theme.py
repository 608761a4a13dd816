"""The browser's colours: warm paper on ink. The palette of the views goes with it."""

from __future__ import annotations

from textual.theme import Theme

THEME = Theme(
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
        "block-cursor-background": "#343b49",
        "block-cursor-blurred-background": "#262b35",
        "input-cursor-background": "#f4efe6",
        "input-cursor-foreground": "#16181d",
        "input-selection-background": "#4a4535",
    },
)
