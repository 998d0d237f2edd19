"""What is told about the spelling of YAML while a file is read: a page for each code."""

from __future__ import annotations

YAML: dict[str, str] = {
    "yaml-tab": """A tab is used where only spaces may indent.

Programs take a tab for different widths, so YAML refuses it. Set the editor to write spaces.

Fails:

    edition:
    \tname: one

Passes:

    edition:
      name: one
""",
    "yaml-indentation": """A line starts further left or right than its neighbours allow.

Lines of one block start in one column.

Fails:

    edition:
      name: one
       from: 2025-04-01

Passes:

    edition:
      name: one
      from: 2025-04-01
""",
    "yaml-missing-colon": """A line has no colon after its key.

A key is followed by a colon and a space.

Fails:

    pack: elmet
    title Elmet
    council: Elmet

Passes:

    pack: elmet
    title: Elmet
    council: Elmet
""",
    "yaml-extra-colon": """A colon and space inside a value make it look like a second key.

Put quotes around a text that holds a colon and a space.

Fails:

    title: Elmet: practice standards

Passes:

    title: "Elmet: practice standards"
""",
    "yaml-quote": """A quoted value is not closed, or text follows its closing quote.

Each opening quote has a closing one of the same kind, at the end of the value.

Fails:

    title: "Elmet" standards

Passes:

    title: "Elmet standards"
""",
    "yaml-bracket": """A bracket or brace is not closed, not opened, or lacks a comma.

Lists stand between [ and ], blocks on one line between { and }, their parts divided by commas.

Fails:

    standard: [ELM-001, ELM-002
    source: one

Passes:

    standard: [ELM-001, ELM-002]
    source: one
""",
    "yaml-escape": r"""A backslash in double quotes is followed by something with no meaning.

Double the backslash, or use single quotes.

Fails:

    title: "a \q b"

Passes:

    title: "a \\q b"
""",
    "yaml-reserved-character": """A value starts with a character that YAML keeps for itself.

Put quotes around a value that starts with @, `, %, ? or the like.

Fails:

    title: @elmet

Passes:

    title: "@elmet"
""",
    "yaml-list-item": """A list dash is where no list can start.

A list starts on a line of its own below its key.

Fails:

    rules: - id: one

Passes:

    rules:
      - id: one
""",
    "yaml-duplicate-key": """The same key is written twice in one block.

Most readers keep the last and drop the first without a word. Here both are shown.

Fails:

    title: One
    title: Two

Passes:

    title: One
    council: Two
""",
    "yaml-ambiguous-word": """A bare word that some YAML readers take for true, false or nothing.

Write true or false, or put the word in quotes.

Fails:

    seen: yes

Passes:

    seen: true
""",
    "yaml-unclear-number": """A number written in a way that readers understand differently.

Write plain decimal figures, or put the number in quotes.

Fails:

    last: 0120

Passes:

    last: 120
""",
    "yaml-not-a-number": """Infinity, not-a-number, or a number too large to hold.

Write an ordinary number.

Fails:

    last: .inf

Passes:

    last: 120
""",
    "yaml-impossible-date": """A date that is in no calendar.

Check the day of the month; 29 February comes in leap years only.

Fails:

    from: 2025-02-30

Passes:

    from: 2025-02-28
""",
    "yaml-unclear-date": """A date not written as year-month-day.

Write four figures of the year, two of the month and two of the day.

Fails:

    from: 2025-4-1

Passes:

    from: 2025-04-01
""",
    "yaml-merge-key": """The key << copies one block into another.

Write the keys out; what is not written cannot be checked where it stands.

Fails:

    <<: {a: 1}

Passes:

    a: 1
""",
    "yaml-anchor": """A & gives a value a name to be copied from elsewhere.

Write the value out where it is needed, or define a word under `definitions`.

Fails:

    title: &one Elmet

Passes:

    title: Elmet
""",
    "yaml-alias": """A * copies a value from elsewhere in the file.

Write the value out.

Fails:

    title: *one

Passes:

    title: Elmet
""",
    "yaml-tag": """A ! gives a value a type of its own.

No value in a pack can name a type or run code. Take the word away, or put quotes around the value.

Fails:

    title: !python/name Elmet

Passes:

    title: Elmet
""",
    "yaml-key-kind": """A key is not a word, a whole number or a date.

Write the key as a word.

Fails:

    true: Elmet

Passes:

    "true": Elmet
""",
    "yaml-directive": """A line starting with % sets up YAML features that are not used here.

Delete the line.

Fails:

    %YAML 1.1
    ---
    title: Elmet

Passes:

    title: Elmet
""",
    "yaml-many-documents": """More than one document is in the file.

A line of three dashes starts a second document; a file here holds one.

Fails:

    title: One
    ---
    title: Two

Passes:

    title: One
""",
    "yaml-empty-file": """The file holds nothing, or only comments.

Write a pack into it, or start one with `practice-rules new pack NAME`.

Fails:

    # nothing yet

Passes:

    title: Elmet
""",
    "yaml-syntax": """The line is not YAML.

What stands here fits no rule of YAML; the lines before it often hold the cause.

Fails:

    reading: |Days are calendar days
      always

Passes:

    reading: |
      Days are calendar days, always
""",
}
