"""Leaks: lodged, traced, reported, and the incident that follows."""
