"""Training every model of the project, as many at a time as there are processors."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from mttq_extract.train.certainty import train_certainty
from mttq_extract.train.chain import train_chain
from mttq_extract.train.indicators import Training, train_indicators
from mttq_extract.train.periods import PERIODS
from mttq_extract.train.roles import train_roles
from mttq_extract.train.subjects import SUBJECTS
from mttq_extract.worker_process import end_with_parent


def train_every_model(
    golds: Sequence[Path], labels: Path | None, texts: Sequence[Path], folder: Path, *, check: bool = True
) -> dict[str, Training]:
    """Train on all annotated texts at hand and write the models under `folder`; the same input gives the same files.

    No model learns from another (that of certainty learns from some of its own making), so each is trained in a
    process of its own.

    Raises:
        GoldError: the gold is malformed, or there is too little to learn from.
        ModelError: the folder cannot be written.
    """
    jobs = {
        "subjects": partial(train_chain, SUBJECTS, golds, texts, folder, check=check),  # the longest one begins
        "indicators": partial(train_indicators, golds, labels, texts, folder, check=check),
        "roles": partial(train_roles, golds, texts, folder, check=check),
        "certainty": partial(train_certainty, golds, labels, texts, folder),
        "periods": partial(train_chain, PERIODS, golds, texts, folder, check=check),
    }
    processes = min(len(jobs), os.cpu_count() or 1)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=end_with_parent) as pool:
        running = {name: pool.submit(job) for name, job in jobs.items()}
        try:
            return {name: future.result() for name, future in running.items()}
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
