"""`mttq train`: retrain what is under models/."""

from __future__ import annotations

from pathlib import Path

import click

from mttq_extract.cli.options import gold_paths

_PATH = click.Path(path_type=Path)
LABELS = Path("models/indicators.labels.jsonl.gz")
TITLES = {
    "indicators": "chỉ số (indicators)",
    "roles": "vai trò (roles)",
    "periods": "kỳ số liệu (periods)",
    "subjects": "chủ thể (subjects)",
    "certainty": "điểm tin cậy (certainty)",
}

EXAMPLES = """\b
Ví dụ (examples):
  mttq train -o thu/                                              thử, không đụng mô hình đang dùng
  mttq train --gold gold/ --texts bao_chi.jsonl.gz -o models/
"""


@click.command("train", epilog=EXAMPLES)
@click.option("--gold", "golds", multiple=True, type=_PATH, help="Bộ chuẩn (mặc định gold/); chỉ học phần dev.")
@click.option("--labels", type=_PATH, help=f"Nhãn chỉ số không kèm giá trị (mặc định {LABELS} nếu có).")
@click.option("--texts", multiple=True, type=_PATH, help="Văn bản ngoài dự án: thư mục .txt, file .jsonl, .jsonl.gz.")
@click.option(
    "-o",
    "--output",
    type=_PATH,
    default=Path("models"),
    show_default=True,
    help="Thư mục ghi mô hình; file cũ bị ghi đè.",
)
@click.option("--no-check", is_flag=True, help="Không kiểm tra chéo (skip cross-validation).")
def train(golds: tuple[Path, ...], labels: Path | None, texts: tuple[Path, ...], output: Path, no_check: bool) -> None:
    """Huấn luyện lại các mô hình (chỉ số, vai trò, kỳ, chủ thể, điểm tin cậy) từ bộ chuẩn (retrain all models).

    Chạy trong thư mục của dự án. Không ghi -o thì thay chính các mô hình đang dùng; mô hình đi kèm còn học từ các bài
    báo không kèm dự án (--texts), nên học lại mà thiếu các bài đó thì kém hơn. Muốn thử thì ghi sang thư mục khác.
    Cùng dữ liệu cho cùng các file; phiếu mô hình ghi dữ liệu, phiên bản và điểm kiểm tra chéo.

    Without -o the models in use are replaced. Those of the package also learned from articles that are not part of the
    project (--texts): trained without these, they read less well.
    """
    from mttq_extract.train.every import train_every_model

    if labels is None and LABELS.is_file():
        labels = LABELS
    trainings = train_every_model(gold_paths(golds), labels, texts, output, check=not no_check)
    for note in dict.fromkeys(note for training in trainings.values() for note in training.notes):
        click.echo(f"· {note}", err=True)
    for name, title in TITLES.items():
        training = trainings[name]
        data = training.card["data"]
        documents, figures = sum(data["documents"].values()), sum(data["figures"].values())
        click.echo(f"{title}: đã học {figures} số liệu của {documents} bài (figures, documents)")
        for system, scores in training.card.get("cross_validation", {}).get("accuracy", {}).items():
            parts = ", ".join(f"{source} {score:.3f}" for source, score in scores.items())
            click.echo(f"  {system:<6} {parts}")
        size = training.card["bytes"] / 1e6
        click.echo(f"  {output}: {training.card['features']['count']} đặc trưng, {size:.2f} MB")
