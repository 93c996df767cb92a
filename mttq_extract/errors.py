"""The errors this package raises: each names the value, the place and the fix."""


class MttqError(Exception):
    """Base of every error raised on purpose by this package."""


class TableError(MttqError):
    """A row of a linguistic table is malformed, duplicated or contradicts its own examples."""


class ReadError(MttqError):
    """A path or a file cannot be read as articles."""


class UsageError(MttqError):
    """What was asked for cannot be understood (a period, an indicator, a column)."""


class StoreError(MttqError):
    """The database cannot be opened, migrated or written."""


class LockedError(StoreError):
    """Another process went on writing to the database for longer than was to be waited."""


class EngineError(MttqError):
    """Workers or the distributed engine cannot be started, or its job failed."""


class GoldError(MttqError):
    """A gold file, or a predictions file, is malformed or does not fit its text."""


class ModelError(MttqError):
    """A model file is missing, altered or of another version."""


class OffsetError(MttqError):
    """A span does not hold the surface it claims; always a defect of this package."""
