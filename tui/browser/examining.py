"""What there is to see of a record beside its own page, and what a whole base can be looked through for."""

from __future__ import annotations

from tui.browser.surveying import Surveying


class Examining(Surveying):
    """Opens aspects and surveys by their keys."""
