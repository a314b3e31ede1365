"""Consultants' stories through the real window."""
