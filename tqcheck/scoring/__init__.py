"""Scores: each a number with the signature by which anyone can reproduce it."""
