"""The command line, `practice-rules`. `docs/command-line.md` explains every command and exit code.

Commands are imported when they are run, so that asking for help costs no more than starting Python.
"""

from __future__ import annotations

from importlib import import_module

import click

from practice_rules import __version__
from practice_rules.cli.registry import COMMANDS
from practice_rules.cli.screen import Screen


class LazyGroup(click.Group):
    """A group whose commands are modules of `practice_rules.cli.commands`, imported only when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # the list is always the same
        """The names of all commands, in the order people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        """The command of a name, imported now; `None` when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"practice_rules.cli.commands.{COMMANDS[cmd_name].module}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # as above
        """The commands and what each does, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.does) for name, entry in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was meant; a misspelt one is refused with the nearest name."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from practice_rules.problems import nearest  # only a slip needs it

            near = nearest(args[0], COMMANDS)
            hint = f" Did you mean '{near}'?" if near else ""
            raise click.UsageError(f"There is no command '{args[0]}'.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 all is well; 1 problems were found; 2 the command was not understood; 3 nothing was checked.",
)
@click.option(
    "--colour", "--color", type=click.Choice(["auto", "always", "never"]), default="auto",
    help="Whether to use colours: auto uses them on a terminal, unless NO_COLOR is set.",
)  # fmt: skip
@click.version_option(__version__, prog_name="practice-rules")
@click.pass_context
def main(ctx: click.Context, colour: str) -> None:
    """What a social work team owes a child, by when, who owes it, and whether it was done."""
    ctx.obj = Screen.of(colour)
    ctx.color = ctx.obj.colour


__all__ = ["main"]
