"""JSON Schemas (draft 2020-12) of every kind of file, for editors and for other programs.

`build` makes them from the types and the vocabulary, `written` reads those that are shipped beside this module, and
`python -m practice_rules.schemas` writes them anew.
"""
