"""Why could the system not open a file? Its error numbers in words for the person at the desk."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ELOOP: "符号链接成环",
    errno.ENAMETOOLONG: "文件名过长",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EMFILE: "打开的文件过多",
}


def reason(error: OSError) -> str:
    """The reason in Chinese where it is a common one, else as the system words it."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
