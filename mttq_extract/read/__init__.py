"""From files to records: every article as stored text with what its file says about it."""

from mttq_extract.read.paths import read_paths
from mttq_extract.read.source import ReadFailure, Source

__all__ = ["ReadFailure", "Source", "read_paths"]
