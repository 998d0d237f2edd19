"""What is told of files as such, whatever they hold: a page for each code.

`«U+200B»` in a snippet stands for that character, `«byte E9»` for that byte, and `«3 times ab»` for ababab.
"""

from __future__ import annotations

from practice_rules.problems import Severity
from practice_rules.told import Told

_TEXTS = {
    "yaml-not-utf8": """A file that is not UTF-8 text.

Older Windows programs save letters with accents in another way. Save the file again with the encoding UTF-8.

Fails:

    title: Caf«byte E9»

Passes:

    title: Café
""",
    "yaml-control-character": """A character that is no text.

It is often left behind by copying from another program, and cannot be seen.

Fails:

    title: Practice«U+0001» standards

Passes:

    title: Practice standards
""",
    "yaml-hidden-character": """A space or mark that looks like nothing and changes what a word is.

Word processors put spaces that hold two words together, and marks that show nothing. Delete it and type an ordinary
space.

Fails:

    within: 10«U+00A0»working days

Passes:

    within: 10 working days
""",
    "yaml-line-separator": """An end of a line that only some programs take for one.

Put an ordinary line break in its place.

Fails:

    title: One«U+2028»council: Elmet

Passes:

    title: One
    council: Elmet
""",
    "yaml-too-big": """A file larger than any that people write.

It was not read. Check that it is the file you meant.

Fails:

    title: One «600000 times abcdefghi»

Passes:

    title: One
""",
    "yaml-too-deep": """Blocks inside blocks inside blocks, deeper than any pack has them.

Check that it is the file you meant.

Fails:

    title: «60 times [»«60 times ]»

Passes:

    title: [[[]]]
""",
    "yaml-too-many": """More keys and values than any pack has.

Check that it is the file you meant; if it is, split it.

Fails:

    title: [«500001 times a,»]

Passes:

    title: [a, a, a]
""",
    "yaml-too-long": """A single value longer than any that people write.

It is often a quote that was never closed.

Fails:

    title: "«60000 times a»"

Passes:

    title: "a"
""",
    "yaml-too-many-problems": """So much is wrong that reading stopped.

Put right what is listed and check again; one slip near the top, such as a wrong encoding, may be behind all of it.

Fails:

    title: [«250 times yes, »no]

Passes:

    title: [true, false]
""",
}
FILES = {code: Told(text, "file") for code, text in _TEXTS.items()} | {
    "yaml-byte-order-mark": Told(
        """A file that begins with an invisible mark.

Some programs put it in front of UTF-8 text. It is passed over here; other programs stumble over it.

Fails:

    «U+FEFF»title: One

Passes:

    title: One
""",
        "file",
        Severity.WARNING,
    ),
    "yaml-cannot-open": Told(
        """A file that is not there, or may not be read.

Check the spelling of its name, and that you may read it. The snippets here are names of files.

Fails:

    no_such_file.yaml

Passes:

    a_pack.yaml
""",
        "path",
    ),
}
"""Each code of files with its page."""
