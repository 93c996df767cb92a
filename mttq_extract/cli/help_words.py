"""The words that click puts around the help of a command, in Vietnamese with English behind them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

USAGE = "Cách dùng (usage): "

_HEADS = {"Options": "Tùy chọn (options)", "Commands": "Lệnh (commands)"}
_SAID = (
    (re.compile(r"^Show this message and exit\.$"), "In trợ giúp này (show this message)."),
    (re.compile(r"^Show the version and exit\.$"), "In phiên bản (show the version)."),
    (re.compile(r"(?<=[\[ ])required(?=\]$)"), "bắt buộc"),
    (re.compile(r"(?<=\[)default: (?=[^\[\]]*\]$)"), "mặc định: "),
)


class VietnameseFormatter(click.HelpFormatter):
    """Help whose heads and remarks are Vietnamese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, USAGE if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the head of a part of the help."""
        super().write_heading(_HEADS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write what each option is for, or each command."""
        super().write_dl([(name, _said(text)) for name, text in rows], col_max, col_spacing)


class VietnameseContext(click.Context):
    """A call of a command whose help is formatted so."""

    formatter_class = VietnameseFormatter


def speak_vietnamese(command: click.Command) -> click.Command:
    """The same command, its help and that of the commands under it in Vietnamese."""
    command.context_class = VietnameseContext
    for part in command.commands.values() if isinstance(command, click.Group) else ():
        speak_vietnamese(part)
    return command


def _said(text: str) -> str:
    for english, vietnamese in _SAID:
        text = english.sub(vietnamese, text)
    return text
