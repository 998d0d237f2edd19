"""Councils compared: who asks for the same thing, with what figure, and who is stricter.

`strictness` compares two rules, `matrix` several packs, `overlay` reads a deployer's changes to a pack and lists
every weakening.
"""
