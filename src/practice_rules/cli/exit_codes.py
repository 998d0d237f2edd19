"""What the command line says to the shell when it ends."""

FINE = 0
"""All is well. Breaches in a case are findings, not problems."""

PROBLEMS = 1
"""Problems were found in the files, or statements are unaccounted for."""

USAGE = 2
"""The command was not understood, or names something that does not exist."""

NOTHING_CHECKED = 3
"""Nothing was there to check, which must never pass for all being well."""
