"""The guide to the kit runs: the planted mistake is caught, and the right function passes."""

from __future__ import annotations

import doctest

import pytest

from tests.docs.pages import DOCS, ROOT


def test_every_example_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(str(DOCS / "testing-your-calendar.md"), module_relative=False, encoding="utf-8")
    assert found.attempted > 25
    assert found.failed == 0
