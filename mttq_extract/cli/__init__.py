"""The command line: one file a command, each imported only when it is called."""

from __future__ import annotations

import click

from mttq_extract import __version__
from mttq_extract.cli.lazy import LazyGroup

GUIDE = """\
mttq: số liệu từ báo chí về Mặt trận Tổ quốc Việt Nam (figures from press articles)

  mttq extract bai.txt --format table
      đọc một bài, xem số liệu ngay (read one article)
  mttq run thu_muc_bai/ --db so_lieu.db
      đọc cả thư mục vào cơ sở dữ liệu (fill a database)
  mttq query --db so_lieu.db --indicator "nhà xây mới" --period 2022
      hỏi cơ sở dữ liệu (ask it)

Mọi lệnh: mttq --help. Một lệnh: mttq LỆNH --help."""


@click.group(
    cls=LazyGroup,
    commands_help={
        "extract": "Đọc bài, in số liệu, không đụng cơ sở dữ liệu (print figures).",
        "run": "Đọc nhiều bài vào cơ sở dữ liệu (fill a database).",
        "load": "Nạp kết quả Parquet của Spark vào cơ sở dữ liệu (load Parquet).",
        "query": "Hỏi cơ sở dữ liệu (ask for figures or sums).",
        "correct": "Sửa tay một số liệu đọc sai (put right by hand).",
        "corrections": "Các chỗ sửa tay: xem, xuất, nhận (list, export, import).",
        "explain": "Vì sao một số liệu có giá trị như vậy (why).",
        "eval": "Chấm điểm theo bộ chuẩn (score against gold).",
        "gold": "Bộ chuẩn: nhập, xuất, kiểm tra (import, export, check gold).",
        "train": "Huấn luyện lại mô hình (retrain the models).",
        "serve": "Trang web trên cơ sở dữ liệu (web pages).",
        "report": "Báo cáo một file HTML hay Excel (one-file report).",
        "completion": "Phím Tab tự điền lệnh (shell completion).",
        "doctor": "Kiểm tra cài đặt và cơ sở dữ liệu (check the installation).",
    },
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="mttq %(version)s")
@click.pass_context
def main(context: click.Context) -> None:
    """Số liệu từ báo chí về Mặt trận Tổ quốc Việt Nam, thành cơ sở dữ liệu tra cứu được.

    Figures from Vietnamese press articles about the Fatherland Front, as a database to query.
    """
    if context.invoked_subcommand is None:
        click.echo(GUIDE)
