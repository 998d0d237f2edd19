"""What a pattern asks for, in words, and the text that was probably meant by one that does not fit it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_WORD: Final = "small letters, figures and underscores, with no space or hyphen"
_OTHER_DASHES: Final = re.compile("[\u2010-\u2015\u2212_ ]")


def _as_name(text: str) -> str:
    """Small letters and underscores, full stops kept."""
    return re.sub(r"[^a-z0-9.]+", "_", text.strip().lower()).strip("_.")


def _as_statement(text: str) -> str:
    """Capitals, a hyphen, figures: a letter O or l among the figures is a nought or a one."""
    plain = _OTHER_DASHES.sub("-", text.strip().upper())
    found = re.fullmatch(r"([A-Z]{2,5}?)-*([0-9OIL]{1,4})", plain)
    return f"{found[1]}-{found[2].translate(str.maketrans('OIL', '011'))}" if found else plain


SHAPES: Final[dict[str, tuple[str, Callable[[str], str]]]] = {
    r"^[a-z][a-z0-9_]*$": (f"a name of {_WORD}, such as social_worker", _as_name),
    r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$": (
        f"an event type: two names with a full stop between, each of {_WORD}, such as core_group.held", _as_name,
    ),
    r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$": (
        f"names with full stops between, each of {_WORD}, the first of them an area: child_protection.core_group.first",
        _as_name,
    ),
    r"^[A-Z]{2,5}-\d{1,4}$": ("two to five capitals, a hyphen and figures, such as WAK-034", _as_statement),
    r"^[A-Z]{2,5}$": ("two to five capitals, such as WAK", lambda text: text.strip().upper()),
}  # fmt: skip
"""Each pattern of the language: what it asks for, and how to come nearer to it."""


def in_words(pattern: str) -> str | None:
    """What a pattern asks for, where it is one of those above."""
    shape = SHAPES.get(pattern)
    return shape[0] if shape is not None else None


def meant(pattern: str, text: str) -> str | None:
    """The text that fits the pattern and differs only in what people do not see, or `None`.

    >>> meant(r"^[a-z][a-z0-9_]*$", "Social worker"), meant(r"^[A-Z]{2,5}-\\d{1,4}$", "WAK-O34")
    ('social_worker', 'WAK-034')
    >>> meant(r"^[a-z][a-z0-9_]*$", "123") is None
    True
    """
    shape = SHAPES.get(pattern)
    nearer = shape[1](text) if shape is not None else ""
    return nearer if nearer and re.search(pattern, nearer) else None
