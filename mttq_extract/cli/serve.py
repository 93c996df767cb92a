"""`mttq serve`: the web pages over a database."""

from __future__ import annotations

import os
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mttq_extract.cli import database
from mttq_extract.cli.os_errors import reason_of
from mttq_extract.errors import UsageError
from mttq_extract.wording import LANGUAGES

if TYPE_CHECKING:
    from mttq_extract.web.app import MttqPages

PORT = 8001
_FILE = click.Path(path_type=Path, dir_okay=False)

EXAMPLES = """\b
Ví dụ (examples):
  mttq serve --db so_lieu.db --open
  mttq serve --db so_lieu.db --port 8080 --lang en
"""


@click.command("serve", epilog=EXAMPLES)
@click.option("--db", required=True, type=click.Path(), help="File cơ sở dữ liệu.")
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="Cổng; 0: cổng trống.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe; mặc định chỉ máy này (loopback).")
@click.option("--lang", default="vi", show_default=True, type=click.Choice(LANGUAGES), help="Ngôn ngữ ban đầu.")
@click.option("--eval", "evaluation", type=_FILE, help="Kết quả của mttq eval --format json.")
@click.option("--open", "open_", is_flag=True, help="Mở trình duyệt.")
def serve(db: str, port: int, host: str, lang: str, evaluation: Path | None, open_: bool) -> None:
    """Xem cơ sở dữ liệu bằng trình duyệt (web pages over the database, read-only).

    Chỉ máy này xem được, chỉ đọc, không tải gì từ mạng; mttq run vẫn có thể ghi thêm bài trong lúc xem. Trang độ tin
    cậy lấy điểm từ --eval, hoặc từ file cùng tên cơ sở dữ liệu với đuôi .eval.json.

    The pages listen on this machine alone, open the database to read only, and load nothing from outside. A run
    may go on filling the database meanwhile. Scores on the quality page come from --eval, or from the file named
    like the database with the ending .eval.json.
    """
    pages = _pages(db, host, lang, evaluation)
    listening = _listen(host, port)
    address = f"http://{'[' + host + ']' if ':' in host else host}:{listening.getsockname()[1]}/"
    click.echo(f"Mở {address} trong trình duyệt; dừng bằng Ctrl-C (open in a browser; Ctrl-C to stop).")
    if open_:
        _open(address)
    _run(pages, listening)


def _pages(db: str, host: str, lang: str, evaluation: Path | None) -> MttqPages:
    # Plugins that other packages bring would add pages of their own.
    os.environ["DATASETTE_LOAD_PLUGINS"] = ""
    from mttq_extract.web.app import PageOptions, application
    from mttq_extract.web.guard import LOOPBACK
    from mttq_extract.web.pages.quality import read_evaluation

    if evaluation is not None:
        read_evaluation(evaluation)
    options = PageOptions(lang=lang, evaluation=evaluation, hosts=LOOPBACK | {host.lower()})
    return application(db, options, database.PATIENCE)


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; UsageError when the port is taken, with one that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        with socket.socket(family, socket.SOCK_STREAM) as other:
            try:
                other.bind((host, 0))
            except OSError:
                raise UsageError(f"Không nghe được ở {host}: {reason_of(error)} (cannot listen); bỏ --host") from error
            free = other.getsockname()[1]
        raise UsageError(
            f"Cổng {port} không dùng được: {reason_of(error)} (port taken); thử --port {free}, hoặc --port 0"
        ) from error
    return listening


def _open(address: str) -> None:
    """Open a browser; one that would take over this terminal is none."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not screen:
        click.echo("Không có màn hình để mở trình duyệt (no display); hãy tự mở địa chỉ trên.", err=True)
        return
    click.launch(address)


def _run(pages: MttqPages, listening: socket.socket) -> None:
    import uvicorn

    config = uvicorn.Config(pages.app(), log_level="warning", access_log=False, server_header=False, lifespan="on")
    # Uvicorn raises the signal that stopped it once more; connections are to be closed all the same.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    pages.warm()
    try:
        with listening:
            uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        click.echo("Đã dừng (stopped).")
    finally:
        pages.close()
