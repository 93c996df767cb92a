"""Write docs/cli.md, the reference of the command line, from the help of every command.

Run `python docs/make_cli.py` after a command has changed; `tests/test_docs.py` fails until it is done.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mttq_extract.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).with_name("cli.md")
WIDTH = 100
HEAD = """\
# Command line (các lệnh)

What `mttq LỆNH --help` prints, for every command. This page is generated: change the help in `mttq_extract/cli/`
and run `python docs/make_cli.py`.
"""


def contexts(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[click.Context]:
    """A command and everything under it, each in the context it is called in, in the order of the help."""
    context = command.make_context(
        name, [], parent=parent, resilient_parsing=True, terminal_width=WIDTH, max_content_width=WIDTH
    )
    yield context
    if isinstance(command, click.Group):
        for part in command.list_commands(context):
            found = command.get_command(context, part)
            if found is not None:
                yield from contexts(found, part, context)


def page() -> str:
    """The whole page."""
    sections = [(context.command_path, context.command.get_help(context)) for context in contexts(main, "mttq")]
    listed = "\n".join(f"- [`{path}`](#{path.replace(' ', '-')})" for path, _ in sections)
    helps = [f"## {path}\n\n```text\n{shown.rstrip()}\n```\n" for path, shown in sections]
    return "\n".join([HEAD, listed + "\n", *helps])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
