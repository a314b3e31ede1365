"""Qt item models over rows from services."""
