"""Use cases: what the screens and the commands ask for."""
