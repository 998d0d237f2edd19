"""Checks of packs: one module each, with its code, its severity and, in its docstring, what it means and shows.

`registry` lists them, `needed` runs those without which a pack cannot be evaluated, `whole` runs all of them, `pages`
writes the documentation, and `mending` puts right what is mechanical.
"""
