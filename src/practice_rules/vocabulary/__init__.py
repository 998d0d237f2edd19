"""The words that all packs share, and how they are read."""
