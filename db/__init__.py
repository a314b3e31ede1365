"""Storage adapter: SQLAlchemy on SQLite through the sqlcipher3 driver."""
