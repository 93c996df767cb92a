"""Run the notebooks and store them with their outputs: `python notebooks/refresh.py`, after scores have changed.

It needs nbclient, ipykernel and matplotlib (in the extra `test`).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SECONDS = 600


def run(notebook: Path, folder: Path) -> Any:
    """Execute a notebook with `folder` as its working directory and return it with its outputs.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell has failed.
    """
    import nbformat
    from nbclient import NotebookClient

    loaded = nbformat.read(notebook, as_version=4)
    # Times of execution and the exact Python would change the file on every run.
    client = NotebookClient(
        loaded, timeout=SECONDS, kernel_name="python3", record_timing=False, resources={"metadata": {"path": folder}}
    )
    client.execute()
    loaded.metadata["language_info"] = {"name": "python"}
    return loaded


def main() -> None:
    """Run the notebooks beside this file, in place."""
    import nbformat

    for path in sorted(HERE.glob("*.ipynb")):
        nbformat.write(run(path, HERE), path)
        print(f"{path.name}: {path.stat().st_size // 1024} kB", file=sys.stderr)


if __name__ == "__main__":
    main()
