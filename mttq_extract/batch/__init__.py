"""Many documents: workers, resuming where a run stopped, and what failed."""

from mttq_extract.batch.run import BatchResult, Failure, limited, run_batch, run_extraction
from mttq_extract.batch.selection import Selection, retry_paths
from mttq_extract.store.row_extractor import row_extraction

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
