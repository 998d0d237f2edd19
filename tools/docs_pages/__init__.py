"""The pages of docs/ that are made and not written: `reference` and `words` from the types and the vocabulary, `packs`
from the packs, `outputs` from what the commands shown in a page print.
"""
