"""Small named values in the database."""

from __future__ import annotations

from sqlalchemy import insert, select

from db.engine import Database
from db.tables import settings
from db.text import clean


class SqlSettingsStore:
    """`SettingsStore` in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> str | None:
        """Return the stored value, None if there is none."""
        with self._database.read() as connection:
            return connection.scalar(select(settings.c.value).where(settings.c.name == clean(name)))

    def put(self, name: str, value: str) -> None:
        """Store a value."""
        with self._database.write() as connection:
            connection.execute(
                insert(settings).prefix_with("OR REPLACE"),
                {"name": clean(name), "value": clean(value)},
            )
