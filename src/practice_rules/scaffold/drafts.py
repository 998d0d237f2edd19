"""The texts of first drafts."""

from __future__ import annotations

import re
from collections.abc import Callable

NAME = re.compile(r"[a-z][a-z0-9_]*")

_PACK = """\
# yaml-language-server: $schema={schema}
# The practice standards of {council}, as rules. Everything after a # is a remark and changes nothing.
# Check it as often as you like:   practice-rules check {name}.yaml
# Read it as a table:              practice-rules show {name}.yaml
# Try its worked examples:         practice-rules test {name}.yaml

pack: {name}                     # the name of this file, without .yaml
title: {council} practice standards
council: {council}

# Which edition this is, and its first day. With no `from:` it is taken to have been in force always.
edition: {{name: "1", from: 2026-01-01}}

# The documents, each with a short name that the rules use.
sources:
  standards: {{title: Practice standards, publisher: {council} Council, dated: January 2026}}

# Number the document's statements, so that none is left out: two to five capitals, and the last number.
# `practice-rules coverage {name}.yaml` then lists those that nothing accounts for.
catalogue: {{prefix: {prefix}, last: 4}}

calendar: england_and_wales      # its bank holidays; a council's closures come from a calendar of its own
conventions: {{day_one: next day}} # the day after the trigger is day one

# What ends an open duty before it is due.
defaults:
  lapses_when: [case.closed]

# A word used by several rules is given its meaning once.
definitions:
  child_seen_alone:
    meaning: The child is seen, and seen alone.
    act: {{event: visit.made, where: {{child_seen: true, seen_alone: true}}}}
    standard: [{prefix}-003]

# Statements that oblige nothing are listed, with the reason.
context:
  - why: Says whom the standards are for.
    standard: [{prefix}-004]

rules:
  # Within a time after something happens. Event types, roles and topics are words of the vocabulary; an editor with the
  # schema above offers them, and a misspelt one is told by `check` with the nearest right one.
  - id: child_protection.core_group.first
    title: The first core group meets soon after the conference
    form: deadline
    after: {{event: icpc.held, where: {{outcome: child_protection_plan}}}}
    within: 10 working days
    do: core_group.held
    responsible: social_worker
    standard: [{prefix}-001]
    source: {{document: standards, section: Core groups}}

  # Again and again while something lasts.
  - id: child_protection.visit
    title: A child on a plan is seen alone
    form: series
    while: child_protection_plan
    every: 10 working days
    do: child_seen_alone
    responsible: social_worker
    standard: [{prefix}-002]
    source: {{document: standards, section: Visits}}
    # How an unclear text is read here, and why.
    reading: EXAMPLE. Write here how you read what the document leaves open, or take this line out.
"""

_EXAMPLES = """\
# Worked examples: what is owed in a made-up case, as of a day. `practice-rules test {name}.yaml` tries them.
pack: {name}
examples:
  - rule: child_protection.core_group.first
    name: on the tenth working day, over Easter
    history:
      - {{icpc.held: 2026-03-27, outcome: child_protection_plan}}
      - {{core_group.held: 2026-04-14}}
    expect:
      - {{as_of: 2026-04-13, status: due, due: 2026-04-14}}
      - {{as_of: 2026-04-14, status: met}}
  - rule: child_protection.core_group.first
    name: never held
    history:
      - {{icpc.held: 2026-03-27, outcome: child_protection_plan}}
    expect:
      - {{as_of: 2026-04-15, status: breached, due: 2026-04-14}}
"""

_OVERLAY = """\
# yaml-language-server: $schema={schema}
# An overlay: what a deployment does otherwise than a shipped pack. The pack itself is never edited, every change has a
# reason, and `practice-rules compare` lists each change that asks for less.
# Check it: practice-rules check {name}.yaml

overlay: {name}                  # the name of this file, without .yaml
extends: {base}                  # a shipped pack (practice-rules packs), or the path of one beside this file
title: {council}, as we do it

# New values for some keys of a rule. Its id, form and statement numbers cannot be changed.
change:
  - rule: {changed}
    set: {{strength: should}}
    reason: Say here why it is otherwise with us, and who decided it.

# A rule that is not used here.
switch_off: []
#  - {{rule: some.rule, reason: Why not.}}

# Where a document contradicts itself, the pack holds both readings and uses one; choose the other here.
choose: []
#  - {{rule: some.rule.alternative, reason: Why.}}

# Local standards, written as in a pack.
rules: []
"""

_CALENDAR = """\
# yaml-language-server: $schema={schema}
# A council's own calendar: bank holidays come from the base, closures and school terms from here.
# Check it: practice-rules check {name}.yaml
# Try it:   practice-rules workdays 2026-12-18 "+5 working days" --calendar {name}.yaml

calendar: {council}
version: "2026-2027"
base: england_and_wales          # or scotland, northern_ireland, united_kingdom_any, weekdays

# Days on which the offices are closed: one `day`, or `first` to `last`, both included.
closures:
  - {{name: Christmas closure, first: 2026-12-29, last: 2026-12-31, source: Write where this was decided}}

# School terms, for standards that count in terms.
terms:
  - {{name: Autumn 2026, first: 2026-09-01, last: 2026-12-18}}
  - {{name: Spring 2027, first: 2027-01-04, last: 2027-03-25}}
  - {{name: Summer 2027, first: 2027-04-12, last: 2027-07-21}}
"""


def council_of(name: str) -> str:
    """A council's name as people write it.

    >>> council_of("st_helens")
    'St Helens'
    """
    return " ".join(word.capitalize() for word in name.split("_"))


def draft_pack(name: str, schema: str) -> dict[str, str]:
    """A pack and its examples, each by the path it has beside the other. Raises `ValueError` for an unfit name.

    >>> sorted(draft_pack("leeds", "pack.json"))
    ['examples/leeds/core_group.yaml', 'leeds.yaml']
    """
    _check(name)
    letters = name.replace("_", "").upper()
    prefix = "".join(each for each in letters if each.isalpha())[:3].ljust(2, "X")
    words = {"name": name, "council": council_of(name), "prefix": prefix, "schema": schema}
    return {
        f"{name}.yaml": _PACK.format(**words),
        f"examples/{name}/core_group.yaml": _EXAMPLES.format(**words),
    }


def draft_overlay(name: str, schema: str, base: str = "york", changed: str = "") -> dict[str, str]:
    """An overlay over a pack, with one rule of it changed. Raises `ValueError` for an unfit name."""
    _check(name)
    words = {"name": name, "council": council_of(name), "base": base, "changed": changed, "schema": schema}
    return {f"{name}.yaml": _OVERLAY.format(**words)}


def draft_calendar(name: str, schema: str) -> dict[str, str]:
    """A council's calendar. Raises `ValueError` for an unfit name."""
    _check(name)
    return {f"{name}.yaml": _CALENDAR.format(name=name, council=council_of(name), schema=schema)}


def _check(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ValueError("a name is in small letters, figures and underscores, such as st_helens")


DRAFTS: dict[str, Callable[[str, str], dict[str, str]]] = {
    "pack": draft_pack,
    "overlay": draft_overlay,
    "calendar": draft_calendar,
}
"""What can be started, and how its first draft is made."""
