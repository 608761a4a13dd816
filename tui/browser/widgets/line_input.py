"""A line to type in. What is typed or pasted is data too: what would act on the terminal stands there by its sign."""

from __future__ import annotations

from textual.widgets import Input

from tui.records.display_safe import one_line


class LineInput(Input):
    """An input whose value is safe at any time, however it came in; its cursor stands behind what was put in."""

    def validate_value(self, value: str) -> str:
        """The value as it is shown and asked for."""
        return one_line(value)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of characters, as it is shown behind what stands before it."""
        before = self.value[: min(start, end)]
        super().replace(one_line(before + text).removeprefix(before), start, end)
