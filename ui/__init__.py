"""The window (PySide6 widgets)."""
