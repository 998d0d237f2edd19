"""The reference of the language: every key that may be written, read from the types that read it."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from docs_pages.markdown import joined, table
from practice_rules.compare.overlay import Change, Choice, OverlayFile, SwitchOff
from practice_rules.dates.calendar_file import WrittenCalendar, WrittenClosure, WrittenHoliday, WrittenTerm
from practice_rules.examples.model import Example, ExampleFile, Expected, ExpectedObligation, Subject, TermDates
from practice_rules.language import conditions, moments, pack, rules
from practice_rules.language import words as scalars
from practice_rules.schemas.keys import BLOCKS, KEYS
from practice_rules.vocabulary.model import Attribute, Edge, EventType, Period, VocabularyFile

INTRODUCTION = """\
# Reference: every key

Made from the types that read a pack, so it cannot say anything else than they do.
[The language of packs](../language.md) explains the same with examples; [the meanings](../meanings.md) say what
follows from them.

A key in **bold** must be there. Every other may be left out; the last column says what then holds. A key that is not on
this page is refused, with the nearest one that is."""

SCALARS: tuple[tuple[Any, str], ...] = (
    (scalars.Length, "[length of time](#lengths-ages-and-names)"),
    (scalars.AgeText, "[age](#lengths-ages-and-names)"),
    (scalars.Word, "[word](#lengths-ages-and-names)"),
    (scalars.EventName, "[event type](#lengths-ages-and-names)"),
    (scalars.RuleId, "[rule id](#lengths-ages-and-names)"),
    (scalars.Statement, "[statement number](#lengths-ages-and-names)"),
    (scalars.Sentence, "[sentence](#lengths-ages-and-names)"),
    (moments.AnchorText, "[anchor](#anchors)"),
    (moments.StateText, "[state](#states)"),
    (moments.ActText, "[act](#acts)"),
    (rules.Rule, "[rule](#every-rule)"),
    (conditions.TestValue, "a value, a list of values, or a [test](#a-test)"),
    (conditions.Scalar, "value"),
    (conditions.Bound, "number, date or length of time"),
)
"""What the types with a name of their own are called, and where they are explained."""

LENGTHS = """\
| name | written |
|---|---|
| length of time | `10 working days`, `6 weeks`, `3 months`, `1 year`, `20 days`, `24 hours`, `30 minutes` |
| | `same working day`, `same day`, `same day by 13:00`; `6 to 8 weeks`, judged by its outer end |
| age | `16 years`, `15 years 9 months`, `6 months before 16`, or a number of years |
| word | a name in small letters, numbers and underscores: `core_group` |
| event type | two words or more with a dot: `core_group.held` |
| rule id | the topic, two words or more with dots: `child_protection.core_group.first` |
| statement number | a prefix in capitals and a number: `WAK-034` |
| sentence | text of 3 to 900 characters |"""

Section = tuple[str, Sequence[type[BaseModel]]]

RULE_PARTS: tuple[type[BaseModel], ...] = (
    rules.Responsible, rules.SourceRef, rules.InForce, rules.Variation, rules.Settled, rules.First, rules.Phase,
    rules.EachWindow, rules.Need,
)  # fmt: skip

NAMES: dict[type[BaseModel], str] = {
    pack.PackFile: "A whole pack", pack.Edition: "Edition", pack.Source: "Source of a pack",
    pack.Catalogue: "Catalogue", pack.Defaults: "Defaults", pack.Definition: "Definition", pack.Context: "Context",
    rules.RuleBase: "Every rule", rules.Responsible: "Responsible", rules.SourceRef: "Source of a rule",
    rules.InForce: "In force", rules.Variation: "Variation", rules.Settled: "Settled later",
    rules.First: "First interval", rules.Phase: "Phase", rules.EachWindow: "Windows of a length", rules.Need: "Need",
    conditions.Where: "Where", conditions.Test: "A test", moments.AgeRange: "Age range",
    OverlayFile: "A whole overlay", Change: "Change", SwitchOff: "Switch off", Choice: "Choice",
    VocabularyFile: "Words", EventType: "Event type", Attribute: "Attribute", Period: "Period", Edge: "Edge",
    ExampleFile: "A file of examples", Example: "Example", Subject: "Subject of an example",
    WrittenCalendar: "A whole calendar", WrittenHoliday: "Holiday", WrittenClosure: "Closure", WrittenTerm: "Term",
    TermDates: "Term of an example", Expected: "Expected", ExpectedObligation: "Expected obligation",
}  # fmt: skip
"""The heading under which each type stands."""


MORE: dict[tuple[str, str], str] = {
    ("EachWindow", "each"): "How long each window is; the first begins with the period.",
    ("LastingAnchor", "for"): "How long it must have lasted without a break.",
    ("LastedState", "for"): "How long it must already have lasted.",
    ("TotalAnchor", "reaches"): "What the days must add up to.",
}
"""What keys mean that nothing else describes."""


def page() -> str:
    """The whole reference as Markdown."""
    lines = [INTRODUCTION, "", "## Lengths, ages and names", "", LENGTHS, ""]
    lines += _chapter("The file", (pack.PackFile, pack.Edition, pack.Source, pack.Catalogue, pack.Defaults,
                                   pack.Definition, pack.Context))  # fmt: skip
    lines += _chapter("Rules", (rules.RuleBase,))
    for form in rules.FORMS:
        lines += _section(form, "###", without=rules.RuleBase)
    lines += _chapter("Parts of rules", RULE_PARTS)
    lines += _chapter("Conditions", (conditions.Where, conditions.Test))
    lines += _kinds("Anchors", "An event type's name, a defined anchor's name, or one of these.", moments.AnchorText)
    lines += _kinds("States", "A period's name, a defined state's name, or one of these.", moments.StateText)
    lines += _section(moments.AgeRange, "###")
    lines += _kinds("Acts", "An event type's name, a defined act's name, or one of these.", moments.ActText)
    lines += _chapter("Overlays", (OverlayFile, Change, SwitchOff, Choice))
    lines += _chapter("Words of a pack's own", (VocabularyFile, EventType, Attribute, Period, Edge))
    lines += _chapter("Calendars", (WrittenCalendar, WrittenHoliday, WrittenClosure, WrittenTerm))
    lines += _chapter("Worked examples", (ExampleFile, Example, Subject, TermDates, Expected, ExpectedObligation))
    return joined(lines)


def _chapter(title: str, models: Sequence[type[BaseModel]]) -> list[str]:
    lines = [f"## {title}", ""]
    for model in models:
        lines += _section(model, "###")
    return lines


def _kinds(title: str, introduction: str, union: Any) -> list[str]:
    """The mappings of a union, each under the key that tells it apart."""
    lines = [f"## {title}", "", introduction, ""]
    for model in _models_of(union):
        key = _keys(model)[0]
        lines += _section(model, "###", f"{title[:-1]}: `{key}`")
    return lines


def _models_of(union: Any) -> list[type[BaseModel]]:
    found = []
    for option in get_args(get_args(union)[0]):
        inner = get_args(option)[0]
        if inspect.isclass(inner) and issubclass(inner, BaseModel):
            found.append(inner)
    return found


def _keys(model: type[BaseModel]) -> list[str]:
    """The keys a model adds, in order: what a family shares (`plus`, `minus`) comes last."""
    shared = moments.Shifted.model_fields if issubclass(model, moments.Shifted) else {}
    names = [name for name in model.model_fields if name not in shared] + list(shared)
    return [model.model_fields[name].alias or name for name in names]


def _section(
    model: type[BaseModel], level: str, heading: str | None = None, without: type[BaseModel] | None = None
) -> list[str]:
    heading = heading or NAMES.get(model) or model.__name__
    hints = get_type_hints(model, include_extras=True)
    left_out = set(without.model_fields) if without is not None else set()
    rows = []
    for key in _keys(model):
        name = next(name for name, field in model.model_fields.items() if (field.alias or name) == key)
        if name in left_out:
            continue
        field = model.model_fields[name]
        shown = f"**`{key}`**" if field.is_required() else f"`{key}`"
        rows.append((shown, _type(hints[name]), _meaning(model, key, field), _default(field)))
    meaning = [_plain(inspect.getdoc(model) or ""), ""]
    return [f"{level} {heading}", "", *meaning, *table(("key", "type", "meaning", "if left out"), rows), ""]


def _meaning(model: type[BaseModel], key: str, field: FieldInfo) -> str:
    """What a key means, as an editor shows it too."""
    return (
        BLOCKS.get((model.__name__, key)) or field.description or KEYS.get(key) or MORE.get((model.__name__, key), "")
    )


def _plain(doc: str) -> str:
    """A docstring as Markdown: its paragraphs, one to a line, without the parts meant for Python."""
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", doc) if not part.lstrip().startswith(">>>")]
    return "\n\n".join(paragraphs)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return ""
    made = field.get_default(call_default_factory=True)
    if made is None or made is PydanticUndefined or made in ([], {}, "") or isinstance(made, BaseModel):
        return "nothing"
    if isinstance(made, bool):
        return f"`{str(made).lower()}`"
    if isinstance(made, list):
        return ", ".join(f"`{each}`" for each in made)
    return f"`{made}`"


_SIMPLE: dict[Any, str] = {
    bool: "`true` or `false`",
    int: "number",
    float: "number",
    str: "text",
    date: "date",
    Any: "anything",
}


def _type(hint: Any) -> str:
    """What may stand as a value, in words."""
    for alias, named in SCALARS:
        if hint is alias or hint == alias:
            return named
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    if inspect.isclass(hint) and issubclass(hint, BaseModel):
        heading = NAMES.get(hint, hint.__name__)
        return f"[{heading[0].lower()}{heading[1:]}](#{heading.lower().replace(' ', '-')})"
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return ", ".join(f"`{each}`" for each in inside)
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_type(each) for each in inside if each is not type(None)))
    if origin is list:
        return f"list of {_type(inside[0])}"
    if origin is dict:
        return f"{_type(inside[0])}: {_type(inside[1])}"
    if hasattr(hint, "__metadata__"):
        return _type(inside[0])
    raise TypeError(f"the reference has no words for {hint!r}")
