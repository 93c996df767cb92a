"""A file that is written whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from mttq_extract.cli.os_errors import reason_of
from mttq_extract.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[str]:
    """The path to write to; what is written takes the place of `path` when the block ends well.

    A failure leaves what was there: neither half a file nor an empty one. A device or a pipe is written as it is.
    Raises UsageError when the file cannot be written.
    """
    path = os.fspath(path)
    part = f"{path}.part" if os.path.isfile(path) or not os.path.exists(path) else path
    try:
        try:
            yield part
            if part != path:
                os.replace(part, path)
        except BaseException:
            if part != path:
                with suppress(OSError):
                    os.remove(part)
            raise
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UsageError(f"Không ghi được {path}: {reason_of(error)} (cannot write)") from error
