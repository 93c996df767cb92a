from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

# Stands in for a training that takes minutes: the pool of `train_every_model`, with jobs that only wait.
_PROGRAM = """
import os, time
from mttq_extract.train import every

def wait(*arguments, **settings):
    print(os.getpid(), flush=True)
    time.sleep(120)

every.train_chain = every.train_indicators = every.train_roles = wait
if __name__ == "__main__":
    every.train_every_model([], None, [], None)
"""


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc to see what lives on")
def test_the_workers_of_a_killed_training_end(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])}
    with subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True, env=environment) as training:
        assert training.stdout is not None
        worker = int(training.stdout.readline())
        assert _alive(worker)
        training.send_signal(signal.SIGKILL)
        training.wait()
        until = time.monotonic() + 10
        while _alive(worker) and time.monotonic() < until:
            time.sleep(0.05)
        left = _alive(worker)
        if left:
            os.kill(worker, signal.SIGKILL)
    assert not left
