"""Tests mirror the code; importable, so that they share fakes."""
