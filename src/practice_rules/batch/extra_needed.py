"""What is imported only when it is used, because not everybody installs it."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class ExtraNeeded(ImportError):
    """Something was asked for that needs a package which is not installed; the message says how to install it."""


def pyarrow() -> Any:
    """The package `pyarrow`. Raises `ExtraNeeded` when it is not installed."""
    return needed("pyarrow", "arrow")


def parquet() -> Any:
    """The package `pyarrow.parquet`. Raises `ExtraNeeded` when it is not installed."""
    return needed("pyarrow.parquet", "arrow")


def needed(name: str, extra: str) -> Any:
    """A package of one of our extras. Raises `ExtraNeeded` when it is not installed."""
    try:
        return import_module(name)
    except ImportError as missing:
        package = name.partition(".")[0]
        raise ExtraNeeded(f"this needs {package}: pip install 'practice-rules[{extra}]'", name=package) from missing
