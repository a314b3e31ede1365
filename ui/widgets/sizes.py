"""Sizes that Qt knows and its binding does not name."""

ANY_SIZE = 16_777_215
"""Largest width or height of a widget: no limit."""
