"""The Department for Education's children in need census, read as cases with their coverage."""

from practice_rules.readers.cin_census.header import CinHeader, census_coverage
from practice_rules.readers.cin_census.read import CinEnd, CinExtract, iter_cin_census, read_cin_census

__all__ = ["CinEnd", "CinExtract", "CinHeader", "census_coverage", "iter_cin_census", "read_cin_census"]
