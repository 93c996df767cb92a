"""Many documents: workers, resuming where a run stopped, and what failed."""

from mttq_extract.batch.run import BatchResult, Failure, limited, run_batch
from mttq_extract.batch.selection import Selection, retry_paths

__all__ = ["BatchResult", "Failure", "Selection", "limited", "retry_paths", "run_batch"]
