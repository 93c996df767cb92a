"""The limit on the time of one article."""

from __future__ import annotations

import signal
import time

import pytest

from mttq_extract.time_limit import TimeLimitError, time_limit

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="this system has no alarm signal")


def test_a_block_that_takes_too_long_is_stopped_and_the_alarm_is_gone() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TimeLimitError, match="time limit"), time_limit(0.01):
        time.sleep(30)
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before


def test_an_alarm_at_the_very_end_of_the_block_is_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.getsignal(signal.SIGALRM)
    set_timer = signal.setitimer
    calls: list[float] = []

    def alarm_first(which: int, seconds: float, interval: float = 0.0) -> tuple[float, float]:
        calls.append(seconds)
        if len(calls) == 2:  # the block is over, the timer is about to be stopped
            signal.raise_signal(signal.SIGALRM)
        return set_timer(signal.ITIMER_REAL, seconds, interval)

    monkeypatch.setattr(signal, "setitimer", alarm_first)
    with pytest.raises(TimeLimitError), time_limit(100):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0
    assert signal.getsignal(signal.SIGALRM) is before
