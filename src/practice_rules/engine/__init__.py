"""The heart: (pack, case, as_of, known_at) to obligations. No clock, no I/O, no globals, integers inside.

The walk from an event to an obligation: `record` folds the entries of a case into what had happened by `as_of`;
`spans` and `states` turn events into stretches of time; `anchors` find the triggers; `acts` what could discharge
them; `forms/` holds one module for each form of rule; `rows` what comes out; `evaluate` calls them in order.
"""
