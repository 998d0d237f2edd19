"""Reading what councils hold as cases: case files that people write, and the children in need census."""
