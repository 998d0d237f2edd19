"""What each example history shows, worked out from Wakefield's document and a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class History:
    """An example history and the day to judge it on; `midway` is a day on which the record told another story."""

    file: str
    as_of: date
    midway: date
    statuses: int = 4

    @property
    def path(self) -> Path:
        return EXAMPLES / self.file


HISTORIES = (
    History("child_in_need.yaml", date(2025, 12, 31), midway=date(2025, 5, 25)),
    History("child_protection.yaml", date(2026, 3, 31), midway=date(2025, 11, 20)),
    History("looked_after.yaml", date(2026, 3, 31), midway=date(2025, 2, 14)),
    History("private_fostering.yaml", date(2026, 3, 31), midway=date(2025, 9, 1)),
    History("care_leaver.json", date(2026, 3, 31), midway=date(2025, 5, 26)),
    History("worker.yaml", date(2026, 3, 31), midway=date(2025, 9, 25), statuses=3),
)

CENSUS = EXAMPLES / "census" / "made_up_2026.xml"

NO_DATE = "no date"

# file, statement, status, due (a time is the local one), and the day on which a breach was put right, where it was.
Finding = tuple[str, str, str, str, str | None]

FINDINGS: tuple[Finding, ...] = (
    ("child_in_need.yaml", "WAK-011", "breached", "2025-01-22", "2025-01-23"),
    ("child_in_need.yaml", "WAK-008", "met", "2025-03-17", None),
    ("child_in_need.yaml", "WAK-339", "breached", "2025-03-01", "2025-03-12"),
    ("child_in_need.yaml", "WAK-013", "met", "2025-03-05", None),
    ("child_in_need.yaml", "WAK-267", "breached", "2025-07-10", "2025-08-01"),
    ("child_in_need.yaml", "WAK-249", "breached", "2025-11-28", "2025-12-03"),
    ("child_in_need.yaml", "WAK-253", "met", "2025-11-28", None),
    ("child_in_need.yaml", "WAK-244", "breached", "2025-05-23", "2025-05-27"),
    ("child_protection.yaml", "WAK-027", "breached", "2025-08-13T11:00", "2025-08-13"),
    ("child_protection.yaml", "WAK-047", "breached", "2025-09-03", "2025-09-05"),
    ("child_protection.yaml", "WAK-054", "breached", "2025-08-31T10:00", "2025-09-01"),
    ("child_protection.yaml", "WAK-054", "met", "2025-09-03T10:00", None),
    ("child_protection.yaml", "WAK-084", "unknown", "2025-10-10", None),
    ("child_protection.yaml", "WAK-084", "breached", "2026-01-02", "2026-01-06"),
    ("child_protection.yaml", "WAK-085", "breached", "2025-11-25", "2025-11-26"),
    ("child_protection.yaml", "WAK-062", "breached", "2025-11-13", "2025-11-20"),
    ("child_protection.yaml", "WAK-070", "due", "2026-04-14", None),
    ("looked_after.yaml", "WAK-159", "breached", "2024-02-21", "2024-02-23"),
    ("looked_after.yaml", "WAK-160", "met", "2024-04-11", None),
    ("looked_after.yaml", "WAK-114", "breached", "2024-03-04", "2024-03-12"),
    ("looked_after.yaml", "WAK-140", "breached", "2026-03-05", None),
    ("looked_after.yaml", "WAK-138", "breached", "2024-06-05", "2024-06-11"),
    ("looked_after.yaml", "WAK-137", "met", "2024-06-11", None),
    ("looked_after.yaml", "WAK-112", "met", "2024-09-02", None),
    ("looked_after.yaml", "WAK-118", "lapsed", "2025-11-04", None),
    ("looked_after.yaml", "WAK-142", "breached", "2025-10-14", None),
    ("looked_after.yaml", "WAK-164", "due", "2026-04-08", None),
    ("private_fostering.yaml", "WAK-192", "breached", "2024-09-25", "2024-09-26"),
    ("private_fostering.yaml", "WAK-199", "met", "2024-09-26T16:30", None),
    ("private_fostering.yaml", "WAK-194", "breached", "2025-03-07", "2025-03-11"),
    ("private_fostering.yaml", "WAK-200", "breached", "2025-05-28", "2025-05-29"),
    ("private_fostering.yaml", "WAK-194", "lapsed", "2025-08-19", None),
    ("private_fostering.yaml", "WAK-197", "due", "2026-05-05", None),
    ("care_leaver.json", "WAK-214", "breached", "2022-05-20", "2022-05-26"),
    ("care_leaver.json", "WAK-221", "met", "2023-02-20", None),
    ("care_leaver.json", "WAK-223", "breached", "2023-02-28", "2023-03-03"),
    ("care_leaver.json", "WAK-227", "breached", "2024-02-22", "2024-02-29"),
    ("care_leaver.json", "WAK-227", "due", "2026-04-21", None),
    ("care_leaver.json", "WAK-230", "breached", "2024-08-20", "2024-08-27"),
    ("care_leaver.json", "WAK-241", "breached", "2025-07-08", "2025-07-10"),
    ("care_leaver.json", "WAK-236", "lapsed", "2025-07-20", None),
    ("care_leaver.json", "WAK-240", "met", "2024-05-07", None),
    ("care_leaver.json", "WAK-240", "breached", "2024-09-05", "2024-09-16"),
    ("worker.yaml", "WAK-574", "breached", NO_DATE, "2025-09-22"),
    ("worker.yaml", "WAK-573", "met", NO_DATE, None),
    ("worker.yaml", "WAK-575", "breached", "2025-05-12", None),
    ("worker.yaml", "WAK-530", "breached", "2025-05-14", None),
    ("worker.yaml", "WAK-530", "unknown", "2025-08-13", None),
    ("worker.yaml", "WAK-530", "breached", NO_DATE, None),
    ("worker.yaml", "WAK-282", "breached", "2025-06-19T15:00", "2025-06-20"),
    ("worker.yaml", "WAK-298", "breached", "2025-09-10", None),
)

# child, statement, status, due, put right
IN_THE_CENSUS: tuple[Finding, ...] = (
    ("M-01", "WAK-008", "met", "2025-07-02", None),
    ("M-02", "WAK-008", "breached", "2025-08-11", "2025-08-12"),
    ("M-04", "WAK-339", "met", "2025-10-06", None),
    ("M-04", "WAK-047", "met", "2025-09-22", None),
    ("M-04", "WAK-066", "met", "2025-12-22", None),
    ("M-04", "WAK-084", "unknown", "2025-10-06", None),
    ("M-05", "WAK-047", "breached", "2025-10-27", "2025-10-28"),
    ("M-05", "WAK-066", "breached", "2026-01-28", "2026-02-03"),
    ("M-08", "WAK-008", "breached", "2026-03-16", None),
    ("M-09", "WAK-008", "due", "2026-05-07", None),
    ("M-12", "WAK-047", "due", "2026-04-08", None),
)
