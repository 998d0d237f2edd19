"""Worked examples beside a pack: a history, days to look at it from, and what must be owed on each.

`model` is how they are written, `run` how they are tried. `python -m practice_rules.examples FOLDER` tries them all.
"""
