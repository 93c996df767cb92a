"""Many documents: workers, resuming where a run stopped, and what failed."""

from mttq_extract.batch.prepare import row_extraction
from mttq_extract.batch.run import BatchResult, Failure, limited, run_batch, run_extraction
from mttq_extract.batch.selection import Selection, retry_paths

__all__ = [
    "BatchResult",
    "Failure",
    "Selection",
    "limited",
    "retry_paths",
    "row_extraction",
    "run_batch",
    "run_extraction",
]
