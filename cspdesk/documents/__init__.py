"""Builders that turn a case into a neutral `Document`, and its text and HTML renderings."""
