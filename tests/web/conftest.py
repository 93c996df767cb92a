"""A database of invented articles, some of them hostile, and the pages over it."""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mttq_extract.store.writer import Counts, ExtractorVersion, Store
from mttq_extract.types import Record
from mttq_extract.web.app import MttqPages, PageOptions, application

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FAKES = Path(__file__).parent.parent / "batch"

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
ARTICLES = {
    "hoa-dao": (
        "Phường Hoa Đào chăm lo người nghèo",
        "Phường Hoa Đào chăm lo người nghèo\n"
        "Trong năm 2022 MTTQ Hoa Đào vận động hơn 13 tỷ đồng tại quận Cẩm Tú, đạt 63,58% kế hoạch.\n"
        "Trong năm 2023 MTTQ Hoa Đào vận động 1,5 tỷ đồng tại thôn Đông, sau nhiều cuộc giám sát.\n"
        "Trong năm 2022 MTTQ Hoa Đào trao 29 căn nhà tại thôn Đông, trong đó 9 căn nhà tại thôn Đoài.",
    ),
    "binh-minh": (
        "Bình Minh xây nhà",
        "Năm nay, MTTQ Bình Minh phấn đấu xây 40 căn nhà trong năm 2023.\n"
        "Trong năm 2023 MTTQ Bình Minh trao 12 căn nhà tại xã Bình Minh.\n"
        "=HYPERLINK 5 căn nhà.",
    ),
    f"x{HOSTILE}/../%2e%2e": (
        HOSTILE,
        f"{HOSTILE}\nTrong năm 2023 MTTQ Gian {HOSTILE} trao 7 căn nhà tại <b onmouseover=alert(2)>xã Gian</b>.",
    ),
}


@pytest.fixture(scope="session")
def extractor() -> Any:
    """An extractor made of one regular expression."""
    sys.path.insert(0, str(FAKES))
    try:
        return import_module("fake_extractor").FakeExtractor()
    finally:
        sys.path.remove(str(FAKES))


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory, extractor: Any) -> Path:
    """A database of ARTICLES."""
    path = tmp_path_factory.mktemp("web") / "so lieu #1?.db"
    with Store(str(path)) as store:
        run = store.begin_run(ExtractorVersion("0", "tables-1", "models-1"))
        for id_, (title, text) in ARTICLES.items():
            outlet = HOSTILE if "script" in title else "Báo Ví Dụ"
            record = Record(id=id_, text=text, title=title, outlet=outlet, path=f"{id_}.txt", url="javascript:alert(3)")
            store.write(extractor.extract_record(record), record, run)
        store.end_run(run, Counts(len(ARTICLES), len(ARTICLES)), complete=True)
    return path


@pytest.fixture(scope="session")
def pages(database: Path) -> Iterator[MttqPages]:
    """The pages over that database."""
    found = application(str(database), PageOptions())
    yield found
    found.close()


@pytest.fixture(scope="session")
def get(pages: MttqPages) -> Iterator[Callable[..., Any]]:
    """Ask the pages for a path, as a browser on this machine does; gives the response of httpx."""
    with _asking(pages) as ask:
        yield ask


@contextmanager
def answering(path: Path) -> Iterator[Callable[..., Any]]:
    """The same for another database."""
    pages = application(str(path), PageOptions())
    try:
        with _asking(pages) as ask:
            yield ask
    finally:
        pages.close()


@contextmanager
def _asking(pages: MttqPages) -> Iterator[Callable[..., Any]]:
    import httpx

    loop = asyncio.new_event_loop()
    app = pages.app()

    def ask(path: str, *, method: str = "GET", host: str = "127.0.0.1:8001", **headers: str) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=app)
            async with httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client:
                return await client.request(method, path, headers=headers)

        return loop.run_until_complete(send())

    try:
        yield ask
    finally:
        loop.close()
