"""A command line that cannot be read is told of in Vietnamese, whatever click says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import pytest

from mttq_extract.cli.wrong_usage import in_vietnamese

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Call = Callable[..., Result]


@pytest.mark.parametrize(
    "words, said",
    [
        (["--foo"], "Không có tùy chọn '--foo' (no such option)."),
        (["query", "--db", "a.db", "--formt"], "'--formt' (no such option). Có phải: '--format', '--sort'?"),
        (["run", "--db"], "Tùy chọn '--db' cần một giá trị (needs a value)."),
        (["run", "--retry-failed=3"], "Tùy chọn '--retry-failed' không nhận giá trị (takes no value)."),
        (["run", "x", "--workers", "hai"], "(invalid value): 'hai' không phải là số nguyên (not an integer)."),
        (["run", "x", "--workers", "0"], "(invalid value): 0 nằm ngoài khoảng x>=1 (out of range)."),
        (["run", "x", "--timeout", "lâu"], "'lâu' không phải là số (not a number)."),
        (["run", "x", "--engine", "máy"], "'máy' không phải là một trong 'local', 'spark' (not one of these)."),
        (["query"], "Thiếu tùy chọn '--db' (missing option): file do mttq run tạo ra, ví dụ --db so_lieu.db."),
        (["report", "--db", "a.db"], "Thiếu tùy chọn '-o' / '--output' (missing option)."),
        (["gold", "export"], "Chọn một trong (choose from): brat, conll"),
        (["completion"], "Thiếu '{bash|zsh|fish}' (missing argument)."),
        (
            ["explain", "1", "2", "3", "--db", "a.db"],
            "Thừa «2 3» (unexpected argument). Tên có nhiều từ thì để trong dấu",
        ),
        (["gold", "so"], "Không có lệnh 'so' (no such command)."),
    ],
)
def test_what_is_wrong_is_said_in_vietnamese(mttq: Call, words: list[str], said: str) -> None:
    result = mttq(*words)
    assert result.exit_code == 2
    assert said in result.stderr.partition("Lỗi: ")[2]
    assert not {"Error:", "Usage:", "Try"} & set(result.stderr.split())


def test_how_a_command_is_used_is_shown_with_what_is_wrong(mttq: Call) -> None:
    lines = mttq("query").stderr.splitlines()
    assert lines[0].startswith("Cách dùng (usage): ")
    assert lines[0].endswith(" query [OPTIONS]")
    assert lines[1].endswith(" query --help")


@pytest.mark.parametrize(
    "words, said",
    [
        (["--there", "mất.txt"], "không có 'mất.txt' (does not exist)."),
        (["--file", "/"], "'/' là thư mục, không phải file (is a folder)."),
        (["--folder", __file__], "là file, không phải thư mục (is a file)."),
        (["--pair", "1"], "Tùy chọn '--pair' cần 2 giá trị (needs 2 values)."),
        (["--one", "b"], "'b' không phải là 'a' (not this)."),
    ],
)
def test_what_no_command_asks_for_now_is_said_in_vietnamese_too(words: list[str], said: str) -> None:
    with pytest.raises(click.UsageError) as raised:
        _opening.make_context("opening", words)
    error = in_vietnamese(raised.value)
    assert error.exit_code == 2
    assert said in error.format_message()


def test_an_error_of_our_own_keeps_its_words_and_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    error = in_vietnamese(click.ClickException("không ghi được a.json (cannot write)"))
    error.show()
    assert (error.exit_code, capsys.readouterr().err) == (1, "Lỗi: không ghi được a.json (cannot write)\n")


@click.command("opening")
@click.option("--there", type=click.Path(exists=True))
@click.option("--file", type=click.Path(dir_okay=False))
@click.option("--folder", type=click.Path(exists=True, file_okay=False))
@click.option("--pair", nargs=2)
@click.option("--one", type=click.Choice(["a"]))
def _opening(**options: object) -> None:
    raise AssertionError(f"the command line was read: {options}")
