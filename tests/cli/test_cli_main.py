from __future__ import annotations

import re
import resource
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

import mttq_extract
from mttq_extract.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Call = Callable[..., Result]

OWN = ("extract", "run", "query", "explain", "doctor")
HEAVY = ("underthesea", "spacy", "sklearn", "skops", "numpy", "scipy", "sqlite_utils", "pandas", "altair")


def commands() -> list[str]:
    return main.list_commands(click.Context(main))


def test_called_alone_it_shows_three_commands(mttq: Call) -> None:
    result = mttq()
    assert result.exit_code == 0
    shown = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("  mttq ")]
    assert shown == ["extract", "run", "query"]


def test_help_lists_every_command_that_exists(mttq: Call) -> None:
    result = mttq("--help")
    assert result.exit_code == 0
    listed = [line.split()[0] for line in result.stdout.partition("Lệnh")[2].splitlines()[1:] if line.strip()]
    assert listed == commands()
    assert set(OWN) <= set(listed)


def test_commands_without_a_module_are_left_out(monkeypatch: pytest.MonkeyPatch, mttq: Call) -> None:
    monkeypatch.setitem(main._help, "khong_co", "x")
    assert "khong_co" not in commands()
    result = mttq("khong_co")
    assert result.exit_code == 2


def paths(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command and subcommand, as the words that call it."""
    found = [path] if path else []
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found += paths(inner, (*path, name))
    return found


@pytest.mark.parametrize("path", paths(main), ids=" ".join)
def test_every_command_has_an_example_in_its_help(mttq: Call, path: tuple[str, ...]) -> None:
    result = mttq(*path, "--help")
    assert result.exit_code == 0
    assert f"mttq {' '.join(path)} " in result.stdout.partition("Ví dụ")[2]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_is_told_how_to_finish_words(mttq: Call, shell: str) -> None:
    result = mttq("completion", shell)
    assert (result.exit_code, "_MTTQ_COMPLETE" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    "words, offered",
    [
        (["mttq", "que"], ["query"]),
        (["mttq", "query", "--indicator", "nha_"], ["nha_xay_moi", "nha_sua_chua", "nha_xay_sua", "nha_kinh_phi"]),
        (["mttq", "query", "--role", "p"], ["pledged", "part"]),
        (["mttq", "query", "--group-by", "pl"], ["place"]),
    ],
)
def test_words_are_finished(words: list[str], offered: list[str]) -> None:
    from click.shell_completion import ShellComplete

    *before, begun = words
    found = ShellComplete(main, {}, "mttq", "_MTTQ_COMPLETE").get_completions(before[1:], begun)
    assert [item.value for item in found] == offered


def test_a_command_that_is_not_there_names_the_nearest(mttq: Call) -> None:
    result = mttq("qury", "--db", "x")
    assert result.exit_code == 2
    assert "Có phải: mttq query" in result.stderr
    assert "extract" in mttq("xyz").stderr


@pytest.mark.parametrize("no_color, coloured", [("", True), ("1", False)])
def test_no_color_is_respected(
    db: Path, monkeypatch: pytest.MonkeyPatch, mttq: Call, no_color: str, coloured: bool
) -> None:
    from click.testing import CliRunner

    monkeypatch.setenv("NO_COLOR", no_color)
    result = CliRunner().invoke(main, ["explain", "--db", str(db), "a:73"], color=True)
    assert result.exit_code == 0, result.stderr
    assert ("\x1b[" in result.stdout) is coloured


@pytest.mark.parametrize("name", OWN)
def test_commands_stand_in_modules_of_their_names(name: str) -> None:
    module = import_module(f"mttq_extract.cli.{name}")
    assert isinstance(getattr(module, name), click.Command)


def test_the_version_is_that_of_the_package(mttq: Call) -> None:
    assert mttq("--version").stdout == f"mttq {mttq_extract.__version__}\n"


def python(code: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60)


LOADED = """
import sys
from mttq_extract.cli import main
try:
    main()
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["query", "--db", "DB", "--indicator", "nhà xây mới", "--group-by", "year"],
        ["query", "--db", "DB", "--search", "nhà", "--format", "csv"],
        ["explain", "--db", "DB", "a:73"],
        ["run", "--help"],
    ],
)
def test_nothing_heavy_is_loaded_for_questions_and_help(db: Path, arguments: list[str]) -> None:
    result = python(LOADED, *(str(db) if argument == "DB" else argument for argument in arguments))
    assert result.returncode == 0, result.stderr
    loaded = result.stderr.splitlines()[-1].split()
    assert "mttq_extract" in loaded
    assert [name for name in HEAVY if name in loaded] == []


def test_help_comes_at_once() -> None:
    code = "from mttq_extract.cli import main; main()"
    times = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert python(code, "--help").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        # Time on the processor: the one on the clock is that of everything else that runs here, too.
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(times) < 0.3


def test_output_is_utf8_whatever_the_locale(db: Path) -> None:
    code = "import sys; sys.stdout.reconfigure(encoding='ascii'); from mttq_extract.cli import main; main()"
    result = python(code, "query", "--db", db, "--format", "csv")
    assert result.returncode == 0, result.stderr
    assert "MTTQ Hoa Đào" in result.stdout


def test_a_reader_that_goes_away_is_no_error(db: Path) -> None:
    code = "from mttq_extract.cli import main; main()"
    command = [sys.executable, "-c", code, "query", "--db", str(db), "--format", "csv"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(timeout=30)


@pytest.mark.parametrize("words", [[], ["query"], ["run"], ["gold"], ["gold", "import"], ["completion"]])
def test_the_help_of_every_command_is_framed_in_vietnamese(words: list[str]) -> None:
    shown = CliRunner().invoke(main, [*words, "--help"]).stdout
    assert shown.startswith("Cách dùng (usage): ")
    assert "Tùy chọn (options):" in shown
    assert "In trợ giúp này (show this message)." in shown
    assert not re.search(r"Usage:|Options:|Commands:|and exit|required|default: ", shown)


def test_defaults_and_what_is_required_are_said_in_vietnamese() -> None:
    shown = " ".join(CliRunner().invoke(main, ["serve", "--help"]).stdout.split())
    assert "File cơ sở dữ liệu. [bắt buộc]" in shown
    assert "[mặc định: 8001; 0<=x<=65535]" in shown
