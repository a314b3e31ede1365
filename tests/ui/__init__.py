"""Tests of widgets and pages."""
