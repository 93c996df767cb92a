"""What a zip file may unpack to: a few kilobytes can hold gigabytes of zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Sequence

MOST_MEMBERS = 500_000
MOST_MEMBER = 1_000_000_000
"""Bytes one member may unpack to."""
MOST_UNPACKED = 20_000_000_000
"""Bytes all members may unpack to."""
MOST_OFFICE = 1_000_000_000
"""The same for the parts of a Word file."""
MOST_RATIO = 200
"""Times its packed size that a member may unpack to; press texts reach 10."""
SMALL = 2_000_000
"""Bytes that any member may unpack to: short files of one repeated line pack well and hurt nobody."""


class DeceptiveZipError(ValueError):
    """A zip file unpacks to more than is taken; the message is for the user."""


def check_member(member: zipfile.ZipInfo) -> None:
    """Refuse a member that is too large or packed too well to be text; raises DeceptiveZipError."""
    if member.file_size > MOST_MEMBER:
        raise DeceptiveZipError(
            f"{member.filename}: bung ra {member.file_size:,} byte, quá giới hạn {MOST_MEMBER:,} (too large)"
        )
    if member.file_size > SMALL and member.file_size > MOST_RATIO * max(1, member.compress_size):
        raise DeceptiveZipError(
            f"{member.filename}: nén {member.compress_size:,} byte bung ra {member.file_size:,}, giống bom nén: "
            "từ chối đọc (zip bomb refused)"
        )


def check_total(members: Sequence[zipfile.ZipInfo], most: int) -> None:
    """Refuse an archive that unpacks to more than `most` bytes in all; raises DeceptiveZipError."""
    if len(members) > MOST_MEMBERS:
        raise DeceptiveZipError(f"có {len(members):,} file, quá giới hạn {MOST_MEMBERS:,} (too many members)")
    if (size := sum(member.file_size for member in members)) > most:
        raise DeceptiveZipError(f"bung ra {size:,} byte, quá giới hạn {most:,} (too large)")
