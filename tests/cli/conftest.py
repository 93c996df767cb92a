from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from mttq_extract.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

FAKES = Path(__file__).parent.parent / "batch"

ARTICLE = """Phường Hoa Đào chăm lo người nghèo
Từ năm 2022 MTTQ Hoa Đào vận động hơn 13 tỷ đồng tại quận Cẩm Tú, đạt 63,58% kế hoạch.
Trong năm 2022 MTTQ Hoa Đào trao 29 căn nhà, trong đó 9 căn nhà tại thôn Đông.
"""
OTHER = """Bình Minh xây nhà
Năm nay, MTTQ Bình Minh phấn đấu xây 40 căn nhà trong năm 2023.
Trong năm 2023 MTTQ Bình Minh trao 12 căn nhà tại xã Bình Minh.
"""


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Module fake_extractor, importable by name here and in worker processes, and loaded by every command."""
    monkeypatch.syspath_prepend(str(FAKES))
    module = import_module("fake_extractor")
    monkeypatch.setattr("mttq_extract.load", module.FakeExtractor)
    return module


@pytest.fixture
def mttq(fake: Any) -> Callable[..., Result]:
    """The command line with the fake extractor; nothing but an exit may come out of it."""

    def call(*arguments: object, input: bytes | None = None) -> Result:  # noqa: A002
        result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=input)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.output
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles."""
    folder = tmp_path / "bai"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.txt").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def db(mttq: Callable[..., Result], folder: Path, tmp_path: Path) -> Path:
    """A database of the two articles."""
    path = tmp_path / "so lieu.db"
    assert mttq("run", folder, "--db", path).exit_code == 0
    return path
