"""The language of packs: what may be written in a council's YAML, as types.

`words` holds the scalars (durations, ages, statement numbers), `conditions` what an event must have,
`anchors` the points in time, `states` the stretches of time, `acts` what discharges a duty, `rules` the eight
forms of rule and `pack` the whole file. `references` checks a pack against the vocabulary.
"""
