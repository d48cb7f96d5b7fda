"""Releases: asked for, decided, sealed, collected, and each copy until it is back or gone."""
