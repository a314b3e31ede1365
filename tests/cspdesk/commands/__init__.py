"""Tests of cspdesk.commands."""
