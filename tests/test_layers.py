"""Data flows down the layers: a file imports only from rows above its own, and heavy things load lazily."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from mttq_extract.store.writer import Store

PACKAGE = Path(__file__).parent.parent / "mttq_extract"
ROWS = {
    "errors": 0,
    "types": 0,
    "time_limit": 0,
    "garbage": 0,
    "wording": 1,
    "tables": 1,
    "read": 2,
    "text": 2,
    "figures": 3,
    "entities": 3,
    "indicators": 4,
    "context": 4,
    "pipeline": 5,
    "worker_process": 5,
    "workers": 5,
    "store": 6,
    "evaluate": 6,
    "train": 6,
    "batch": 7,
    "web": 7,
    "report": 7,
    "spacy": 7,
    "cli": 8,
    "__init__": 9,
    "__main__": 9,
}
# Siblings on one row that must not know each other.
APART = [
    ("figures", "entities"),
    ("entities", "figures"),
    ("read", "text"),
    ("store", "evaluate"),
    ("evaluate", "store"),
]
HEAVY = {
    *("underthesea", "spacy", "sklearn", "sqlite_utils", "rich", "skops", "numpy", "datasketch"),
    *(
        "trafilatura",
        "selectolax",
        "lxml",
        "pdfplumber",
        "pypdfium2",
        "docx",
        "openpyxl",
        "viparse",
        "charset_normalizer",
    ),
    *("openpyxl", "altair", "pyarrow", "pandas", "duckdb", "pyspark", "uvicorn"),
}


def _part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> list[tuple[str, bool]]:
    """Every imported module and whether the import stands at the top level of the module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    out = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            out += [(alias.name, id(node) in top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            out.append((node.module, id(node) in top))
    return out


def _files() -> list[Path]:
    files = sorted(PACKAGE.rglob("*.py"))
    assert len(files) > 20, "the package was not found"
    return files


def test_every_part_has_a_row() -> None:
    assert {_part(path) for path in _files()} <= ROWS.keys()


def test_imports_go_down_the_layers() -> None:
    wrong = []
    for path in _files():
        part = _part(path)
        if part.startswith("__"):
            continue
        for module, _ in _imports(path):
            if not module.startswith("mttq_extract."):
                continue
            target = module.split(".")[1]
            if ROWS[target] > ROWS[part] or (part, target) in APART:
                wrong.append(f"{path.relative_to(PACKAGE)} (row {ROWS[part]}) imports {module} (row {ROWS[target]})")
    assert wrong == []


def test_heavy_libraries_are_imported_inside_functions() -> None:
    wrong = [
        f"{path.relative_to(PACKAGE)}: {module}"
        for path in _files()
        for module, top in _imports(path)
        # the spaCy door is opened by those who use spaCy: its registrations run when it is imported
        if top and module.split(".")[0] in HEAVY and (_part(path), module.split(".")[0]) != ("spacy", "spacy")
    ]
    assert wrong == []


def test_click_stays_in_the_command_line() -> None:
    assert [p for p in _files() if _part(p) != "cli" and any(m.split(".")[0] == "click" for m, _ in _imports(p))] == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = "import sys, mttq_extract; print([m for m in sys.argv[1:] if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code, *sorted(HEAVY)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_questions_in_words_load_nothing_heavy(tmp_path: Path) -> None:
    path = str(tmp_path / "a.db")
    Store(path).close()
    code = (
        "import sys; from mttq_extract.cli import main; heavy = sys.argv[1].split()\n"
        "main(['query', '--db', *sys.argv[2:]], standalone_mode=False)\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    asked = ["--period", "6 tháng đầu năm nay", "--unit", "căn", "--role", "thực hiện", "--sort", "-giá trị"]
    command = [sys.executable, "-c", code, " ".join(sorted(HEAVY)), path, *asked]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert "là kỳ" in done.stderr


def test_files_stay_small() -> None:
    assert [(p.name, n) for p in _files() if (n := len(p.read_text(encoding="utf-8").splitlines())) > 420] == []
