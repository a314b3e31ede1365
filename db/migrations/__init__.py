"""Alembic environment and migration scripts."""
