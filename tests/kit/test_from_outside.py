"""The kit used as anyone would: in a folder of their own, with their own conftest, by the pytest command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CONFTEST = """
import pytest
from practice_rules.dates.england_and_wales import england_and_wales

@pytest.fixture
def calendar():
    return england_and_wales()
"""

TESTS = """
from datetime import date, timedelta
from practice_rules.testing import check_working_day_laws, days
from hypothesis import given, settings

def ours(day, n):
    while n:
        day += timedelta(days=1)
        n -= {worked}
    return day

def test_our_working_days(calendar):
    global WORKED
    WORKED = calendar
    check_working_day_laws(add=ours, calendar=calendar, max_examples=40)

@settings(max_examples=20, database=None)
@given(days())
def test_with_a_strategy_of_the_kit(day):
    assert date.fromordinal(day).year >= 1999
"""


def _pytest(folder: Path, worked: str) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (folder / "test_ours.py").write_text(TESTS.format(worked=worked), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    return subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, timeout=120, check=False)


def test_a_right_function_passes(tmp_path: Path) -> None:
    ran = _pytest(tmp_path, "WORKED.is_working(day.toordinal())")
    assert ran.returncode == 0, ran.stdout
    assert "2 passed" in ran.stdout


def test_a_wrong_function_fails_and_the_law_and_the_days_are_shown(tmp_path: Path) -> None:
    ran = _pytest(tmp_path, "day.weekday() < 5")
    assert ran.returncode == 1
    assert "1 failed, 1 passed" in ran.stdout
    assert "n working days after any day is a working day" in ran.stdout
