"""A link's number as it is typed, digit by digit."""

from __future__ import annotations


class LinkNumber:
    """Digits so far. A number is complete when no further digit could make another link of the page of it."""

    def __init__(self) -> None:
        self.digits = ""

    def type(self, digit: int, links: int) -> int | None:
        """Take a digit on a page with so many links; the number if it is complete, else None.

        A number that no link has is forgotten.
        """
        digits = self.digits + str(digit)
        number = int(digits)
        self.digits = digits if number > 0 and number * 10 <= links else ""
        return number if 0 < number <= links and not self.digits else None

    def take(self) -> int | None:
        """The number typed so far, which is forgotten; None if there is none."""
        digits, self.digits = self.digits, ""
        return int(digits) if digits else None
