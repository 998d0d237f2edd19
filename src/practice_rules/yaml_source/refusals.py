"""The kinds of refusal that a model gives, in plain words."""

from __future__ import annotations

KINDS = {
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "string": "text",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozen": "a list",
    "iterable": "a list",
    "dict": "a block of keys and values",
    "mapping": "a block of keys and values",
    "model": "a block of keys and values",
    "dataclass": "a block of keys and values",
    "date": "a date such as 2026-03-31",
    "datetime": "a date and time such as 2026-03-31T14:30",
    "timezone": "a date and time such as 2026-03-31T14:30",
    "time": "a time such as 14:30",
    "url": "a web address",
    "bytes": "text",
    "none": "nothing (null)",
    "is": "a value of another kind",
}
"""What a refused value should have been, by the kind that its refusal names."""

RANGES = {
    "greater_than": ("more than", "gt"),
    "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"),
    "less_than_equal": ("at most", "le"),
    "multiple_of": ("a multiple of", "multiple_of"),
}
"""How a bound on a number is said, and the key that holds it."""

LENGTHS = {
    "too_short": ("at least", "min_length", "entries"),
    "too_long": ("at most", "max_length", "entries"),
    "string_too_short": ("at least", "min_length", "characters"),
    "string_too_long": ("at most", "max_length", "characters"),
}
"""How a bound on a length is said, the key that holds it, and what is counted."""
