"""Where the shipped packs and vocabulary are: inside the installed package, or in the checkout it runs from."""

from __future__ import annotations

from pathlib import Path


def standards_folder() -> Path:
    """The folder of shipped standards. Raises `FileNotFoundError` when the installation is not whole."""
    here = Path(__file__).resolve().parent
    for folder in (here / "standards", here.parents[1] / "standards"):
        if (folder / "vocabulary").is_dir():
            return folder
    raise FileNotFoundError("the standards that belong to practice_rules are missing: install it again")
