"""A group of commands that imports a command when it is called, and reports errors in one way."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import IO, TYPE_CHECKING, Any

import click

from mttq_extract.cli.help_words import VietnameseContext, speak_vietnamese
from mttq_extract.cli.wrong_usage import in_vietnamese
from mttq_extract.errors import MttqError, ReadError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

WRONG_USAGE = 2
"""Exit code when what was asked for cannot be understood or is not there."""

SOME_FAILED = 3
"""Exit code when some inputs gave no document."""

INTERRUPTED = 130
"""Exit code of a command stopped by Ctrl-C, as shells give it."""


def write_commands(formatter: click.HelpFormatter, commands: list[tuple[str, str]]) -> None:
    """Write the list of a group's commands, each with its help, under its head."""
    with formatter.section("Lệnh (commands)"):
        formatter.write_dl(commands)


class ReportedError(click.ClickException):
    """An error of the package as the user sees it; 2 for wrong usage, 1 for anything else."""

    def __init__(self, error: MttqError) -> None:
        super().__init__(str(error))
        wrong_usage = isinstance(error, UsageError | ReadError)
        self.exit_code = WRONG_USAGE if wrong_usage else 1  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message on stderr."""
        click.echo(f"Lỗi: {self.format_message()}", file=file or sys.stderr)


class LazyGroup(click.Group):
    """Commands that live in modules of their own names beside this one.

    `commands_help` gives the commands in order with the line that lists them, so that listing imports none.
    A command whose module is not there is left out.
    """

    context_class = VietnameseContext

    def __init__(self, *args: Any, commands_help: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._help = dict(commands_help or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands whose modules exist."""
        return [name for name in self._help if find_spec(f"mttq_extract.cli.{name}") is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command; in its module it is the one of its own name."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"mttq_extract.cli.{cmd_name}")
        for value in vars(module).values():
            if isinstance(value, click.Command) and value.name == cmd_name:
                return speak_vietnamese(value)
        raise AssertionError(f"mttq_extract.cli.{cmd_name} holds no click command named {cmd_name!r}")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; for one that is not there, the nearest ones are named."""
        name = args[0]
        if name.startswith("-") or self.get_command(ctx, name) is not None:
            return super().resolve_command(ctx, args)
        from difflib import get_close_matches

        known = self.list_commands(ctx)
        near = get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"Có phải: {', '.join(f'mttq {one}' for one in near)}?" if near else f"Các lệnh: {', '.join(known)}."
        raise click.UsageError(f"Không có lệnh «{name}» (no such command). {hint}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing any."""
        write_commands(formatter, [(name, self._help[name]) for name in self.list_commands(ctx)])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the part of the command line before the command."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.ClickException as error:
            raise in_vietnamese(error) from error

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what the package raises on purpose is shown without a traceback."""
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            # What is printed is Vietnamese, whatever the locale of the machine says.
            if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
                reconfigure(encoding="utf-8")
        if os.environ.get("NO_COLOR"):
            ctx.color = False
        try:
            return super().invoke(ctx)
        except MttqError as error:
            raise ReportedError(error) from error
        except click.ClickException as error:
            raise in_vietnamese(error) from error
        except KeyboardInterrupt:
            click.echo("\nĐã dừng (interrupted).", err=True)
            ctx.exit(INTERRUPTED)
