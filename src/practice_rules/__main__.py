"""`python -m practice_rules`: the same as `practice-rules`."""

from practice_rules.cli import main

if __name__ == "__main__":
    main(prog_name="practice-rules")
