"""Many documents: workers, resuming where a run stopped, and what failed."""

from mttq_extract.batch.run import BatchResult, Failure, run_batch

__all__ = ["BatchResult", "Failure", "run_batch"]
