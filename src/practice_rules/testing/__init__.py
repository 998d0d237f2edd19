"""The kit: property-based tests of working-day arithmetic and of evaluations, for anyone's calendar, pack or code.

Needs hypothesis (`pip install practice-rules[testing]`). Strategies: `dates` (days and calendars that love edges),
`lengths`, `vocabularies`, `cases` and `packs`. Laws, each module with the check that tries them on somebody's function:
`working_day_laws` and `backward_laws`, `closure_laws`, `calendar_unit_laws`, `hour_laws`, `birthday_laws`; on an
engine, `evaluation_laws`; on a case system, `adapter_laws`. The pytest plugin that collects a pack's worked examples is
`practice_rules.examples.pytest_plugin`.
"""

from practice_rules.testing.adapter_laws import ADAPTER_LAWS, check_adapter_laws
from practice_rules.testing.backward_laws import BACKWARD_LAWS
from practice_rules.testing.birthday_laws import BIRTHDAY_LAWS, check_birthday_laws
from practice_rules.testing.calendar_unit_laws import CALENDAR_UNIT_LAWS, check_calendar_unit_laws
from practice_rules.testing.cases import cases, events
from practice_rules.testing.closure_laws import CLOSURE_LAWS, check_closure_laws
from practice_rules.testing.dates import calendars, days, edge_days
from practice_rules.testing.evaluation_laws import EVALUATION_LAWS, check_evaluation_laws
from practice_rules.testing.hour_laws import HOUR_LAWS, check_hour_laws
from practice_rules.testing.laws import LawBroken
from practice_rules.testing.lengths import durations, points_in_time
from practice_rules.testing.packs import packs
from practice_rules.testing.vocabularies import histories, vocabularies
from practice_rules.testing.working_day_laws import WORKING_DAY_LAWS, check_working_day_laws

__all__ = [
    "ADAPTER_LAWS",
    "BACKWARD_LAWS",
    "BIRTHDAY_LAWS",
    "CALENDAR_UNIT_LAWS",
    "CLOSURE_LAWS",
    "EVALUATION_LAWS",
    "HOUR_LAWS",
    "WORKING_DAY_LAWS",
    "LawBroken",
    "calendars",
    "cases",
    "check_adapter_laws",
    "check_birthday_laws",
    "check_calendar_unit_laws",
    "check_closure_laws",
    "check_evaluation_laws",
    "check_hour_laws",
    "check_working_day_laws",
    "days",
    "durations",
    "edge_days",
    "events",
    "histories",
    "packs",
    "points_in_time",
    "vocabularies",
]
