"""What the system says when a file or a port cannot be had, in Vietnamese."""

from __future__ import annotations

import errno

_SAID = {
    errno.ENOENT: "chưa có thư mục này, hãy tạo trước",
    errno.EACCES: "không có quyền",
    errno.EPERM: "không có quyền",
    errno.EISDIR: "đó là thư mục, cần tên file",
    errno.ENOTDIR: "một phần của đường dẫn là file, không phải thư mục",
    errno.EEXIST: "đã có file cùng tên",
    errno.ENOSPC: "đĩa đầy",
    errno.EROFS: "đĩa chỉ đọc",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EADDRINUSE: "chương trình khác đang dùng",
    errno.EADDRNOTAVAIL: "máy này không có địa chỉ đó",
}


def reason_of(error: OSError) -> str:
    """Why it failed and, where that helps, what to do; the system's own words for what is rare.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    'chưa có thư mục này, hãy tạo trước'
    """
    return _SAID.get(error.errno or 0) or error.strerror or str(error)
