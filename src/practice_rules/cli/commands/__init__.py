"""One module for each command; `practice_rules.cli.registry` lists them."""
