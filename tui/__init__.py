"""Ties: a fact browser for the terminal. See docs/architecture.md for the rooms of this house."""

__version__ = "0.1.0"
