"""What is told of overlays, and of packs that cannot be found or used: a page for each code."""

from __future__ import annotations

from practice_rules.told import Told

_TEXTS = {
    "no-such-pack": """A pack that is neither shipped nor there as a file.

A pack is named by its short name when it is shipped, or by the path of its file.

Fails:

    overlay: local
    extends: wakefeild
    title: Local standards

Passes:

    overlay: local
    extends: wakefield
    title: Local standards
""",
    "not-an-alternative": """A choice of a rule that is no other reading of anything.

`choose` takes a rule that the pack marks `alternative_to` another. Other rules are changed or switched off.

Fails:

    choose:
      - {rule: child_protection.core_group.first, reason: We read it so.}

Passes:

    choose: []
""",
    "not-changeable": """A change of what makes a rule the rule it is.

An overlay may change when, by whom and how a thing is done. The `id`, the `form` and the statements are the pack's:
switch the rule off and write one of your own in its place.

Fails:

    change:
      - {rule: child_protection.core_group.first, set: {form: lead}, reason: We count back.}

Passes:

    change:
      - {rule: child_protection.core_group.first, set: {within: 8 working days}, reason: We meet sooner.}
""",
    "left-hanging": """A rule that is switched off while another hangs on it.

What follows from a duty that is not owed can never come. Switch both off, or keep both.

Fails:

    switch_off:
      - {rule: child_protection.visit.not_seen, reason: Kept elsewhere.}

Passes:

    switch_off:
      - {rule: child_protection.core_group.first, reason: Kept elsewhere.}
""",
}
OVERLAY = {code: Told(text, "overlay") for code, text in _TEXTS.items()} | {
    "cannot-compile": Told(
        """A pack that is right in itself and cannot be put to use.

It needs something that was not given with it, such as the calendar it names: hand it over with `--calendar`, or name a
shipped one.

Fails:

    calendar: elmet_office_days
    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}

Passes:

    calendar: england_and_wales
    rules:
      - id: child_protection.core_group.first
        title: The first core group meets
        form: deadline
        after: child_protection_plan.started
        within: 10 working days
        do: core_group.held
        responsible: social_worker
        standard: [ELM-001]
        source: {document: standards, section: Core groups}
""",
        "load",
    ),
}
"""Each code of overlays with its page."""
