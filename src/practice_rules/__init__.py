"""What a social work team owes a child, by when, who owes it, and whether it was done."""

__version__ = "0.1.0"
