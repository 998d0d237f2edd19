"""Whether a figure reaches what was aimed for, worked out from the run itself."""

from __future__ import annotations

from collections.abc import Mapping


def told(what: str, reached: float, aim: float, at_most: bool = False) -> str:
    """One aim in words.

    >>> told("times bizdays, adding", 13.4, 15)
    'times bizdays, adding: 13.4, aimed for at least 15: not reached'
    >>> told("times DuckDB's time", 2.1, 2.5, at_most=True)
    "times DuckDB's time: 2.10, aimed for at most 2.5: reached"
    """
    good = reached <= aim if at_most else reached >= aim
    bound = "at most" if at_most else "at least"
    figure = f"{reached:,.{2 if reached < 10 else 1 if reached < 100 else 0}f}"
    return f"{what}: {figure}, aimed for {bound} {aim:,g}: {'reached' if good else 'not reached'}"


def line(found: list[str]) -> str:
    """All aims of a section; nothing where none could be measured."""
    return f"Aims ({'; '.join(found)})." if found else ""


def against_engines(ratios: Mapping[str, float], rules: int) -> list[str]:
    """The aims for evaluating rules, from how many times slower than ours each engine was.

    >>> against_engines({"pandas": 1.5, "polars": 1.1, "zen-engine": 13.0}, 12)[0]
    'times the fastest of pandas, polars and DuckDB: 1.10, aimed for at least 1.2: not reached'
    """
    if rules != 12:
        return [told("times pandas", ratios["pandas"], 2)] if "pandas" in ratios and rules == 100 else []
    frames = [ratios[name] for name in ("pandas", "polars", "DuckDB") if name in ratios]
    found = [told("times the fastest of pandas, polars and DuckDB", min(frames), 1.2)] if frames else []
    for name, aim in (("zen-engine", 12), ("clipspy", 60)):
        if name in ratios:
            found.append(told(f"times {name}", ratios[name], aim))
    return found
