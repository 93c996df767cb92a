"""What click says of a command line that it cannot read, in Vietnamese with short English behind it."""

from __future__ import annotations

import re
import sys
from typing import IO, Any

import click

from mttq_extract.cli.help_words import USAGE

# In the order in which they are put: the sentence around a value comes before what is wrong with the value.
_SAID = (
    (r"^Missing command\.", r"Thiếu lệnh (missing command)."),
    (r"^No such command (.+?)\.(?=\s|$)", r"Không có lệnh \1 (no such command)."),
    (r"^No such option (.+?)\.(?=\s|$)", r"Không có tùy chọn \1 (no such option)."),
    (r"\(?Did you mean (?:one of: )?(.+?)\?\)?$", r"Có phải: \1?"),
    (r"^Option (.+?) requires an argument\.$", r"Tùy chọn \1 cần một giá trị (needs a value)."),
    (r"^Option (.+?) requires (\d+) arguments\.$", r"Tùy chọn \1 cần \2 giá trị (needs \2 values)."),
    (r"^Option (.+?) does not take a value\.$", r"Tùy chọn \1 không nhận giá trị (takes no value)."),
    (r"^Argument (.+?) takes (\d+) values\.$", r"\1 cần \2 giá trị (needs \2 values)."),
    (
        r"^Got unexpected extra arguments? \((.+)\)$",
        r"Thừa «\1» (unexpected argument). Tên có nhiều từ thì để trong dấu ngoặc kép (quote them): "
        r'--place "Hà Nội".',
    ),
    (
        r"^Missing option '--db'\.(?=\s|$)",
        r"Thiếu tùy chọn '--db' (missing option): file do mttq run tạo ra, ví dụ --db so_lieu.db.",
    ),
    (r"^Missing option (.+?)\.(?=\s|$)", r"Thiếu tùy chọn \1 (missing option)."),
    (r"^Missing (?:argument|parameter) (.+?)\.(?=\s|$)", r"Thiếu \1 (missing argument)."),
    (r"Choose from:\n\t(.+)$", r"Chọn một trong (choose from): \1"),
    (r"^Could not open file (.+?): ", r"Không mở được file \1 (could not open): "),
    (r"^Invalid value for (.+?): ", r"Giá trị của \1 không dùng được (invalid value): "),
    (r"^Invalid value: ", r"Giá trị không dùng được (invalid value): "),
    (r" is not a valid integer(?: range)?\.$", r" không phải là số nguyên (not an integer)."),
    (r" is not a valid float(?: range)?\.$", r" không phải là số (not a number)."),
    (r": (\S+) is not in the range (.+?)\.$", r": \1 nằm ngoài khoảng \2 (out of range)."),
    (r" is not one of ('.+')\.$", r" không phải là một trong \1 (not one of these)."),
    (r": ('.+') is not ('.+')\.$", r": \1 không phải là \2 (not this)."),
    (r": \w+ ('.+') does not exist\.$", r": không có \1 (does not exist)."),
    (r": \w+ ('.+') is a directory\.$", r": \1 là thư mục, không phải file (is a folder)."),
    (r": \w+ ('.+') is a file\.$", r": \1 là file, không phải thư mục (is a file)."),
    (r": \w+ ('.+') is not readable\.$", r": không có quyền đọc \1 (not readable)."),
    (r": \w+ ('.+') is not writable\.$", r": không có quyền ghi \1 (not writable)."),
)


class WrongUsage(click.UsageError):
    """A command line that cannot be read, as the user is told."""

    def __init__(self, message: str, error: click.ClickException) -> None:
        super().__init__(message, getattr(error, "ctx", None))
        self.exit_code = error.exit_code  # type: ignore[misc]

    def show(self, file: IO[Any] | None = None) -> None:
        """Print how the command is used, where that is known, and what is wrong."""
        stream = file or sys.stderr
        if self.ctx is not None:
            usage = self.ctx.make_formatter()
            pieces = " ".join(self.ctx.command.collect_usage_pieces(self.ctx))
            usage.write_usage(self.ctx.command_path, pieces, prefix=USAGE)
            click.echo(f"{usage.getvalue()}Xem (see): {self.ctx.command_path} --help\n", file=stream)
        click.echo(f"Lỗi: {self.message}", file=stream)


def in_vietnamese(error: click.ClickException) -> click.ClickException:
    """The same error in Vietnamese; one that prints itself in its own way stays as it is."""
    if type(error).show in (click.ClickException.show, click.UsageError.show):
        return WrongUsage(said_in_vietnamese(error.format_message()), error)
    return error


def said_in_vietnamese(message: str) -> str:
    r"""A message of click in Vietnamese; what is no message of click is left as it is.

    >>> said_in_vietnamese("No such option '--fom'. Did you mean '--from'?")
    "Không có tùy chọn '--fom' (no such option). Có phải: '--from'?"
    >>> said_in_vietnamese("Missing option '--to'. Choose from:\n\tjsonl,\n\tbrat")
    "Thiếu tùy chọn '--to' (missing option). Chọn một trong (choose from): jsonl, brat"
    """
    for english, vietnamese in _SAID:
        message = re.sub(english, vietnamese, message, flags=re.DOTALL)
    return message.replace(",\n\t", ", ")
