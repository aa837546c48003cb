"""Bricks that more than one family uses."""
