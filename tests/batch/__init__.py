"""Whole caseloads: tables in, tables out."""
