"""First drafts of packs, overlays and calendars, with comments that teach, each of which checks as it stands."""
