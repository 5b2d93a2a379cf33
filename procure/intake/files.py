"""Opening of a user's file and reading of its bytes. Not for what they are: formats.py."""

import errno
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

MAX_BYTES: Final = 16 * 1024 * 1024
"""Largest file read. A department's budget is below 1 MB of text; far larger files are wrong files, and would take
minutes and gigabytes before anybody learns that."""

_REASONS: Final[Mapping[int | None, str]] = {
    errno.EACCES: "没有权限",
    errno.EISDIR: "是文件夹",
    errno.ELOOP: "链接成环",
    errno.ENOENT: "路径不存在",
    errno.ENOSPC: "磁盘已满",
}
"""What the system says of a file, in Chinese; what is rare stays in the system's own words."""

_BLANK: Final = b"\xef\xbb\xbf \t\r\n\x0b\x0c"


class UnreadableError(Exception):
    """A user's file that cannot be read: what was found, and what follows, in Chinese for a Problem."""

    def __init__(self, found: str, consequence: str) -> None:
        super().__init__(found, consequence)
        self.found, self.consequence = found, consequence


def reason(error: OSError | ValueError) -> str:
    """Return in a few words why the system did not do what was asked of it with a file."""
    if isinstance(error, ValueError):  # the path has a NUL character, or is no text
        return "路径含有不能使用的字符"
    return _REASONS.get(error.errno) or error.strerror or str(error)


def load(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises UnreadableError where there are none to read: no such file, a folder, a device, an empty or a large file.
    """
    _check_kind(path)
    data = _bytes(path)
    if not data.strip(_BLANK):
        raise UnreadableError(path.name, "是空文件，未审查；请重新导出后再审查")
    return data


def _check_kind(path: Path) -> None:
    try:
        status = path.stat()
    except FileNotFoundError:
        raise UnreadableError(path.name, "文件不存在，未审查；请核对路径和文件名") from None
    except (OSError, ValueError) as error:
        raise UnreadableError(path.name, f"无法打开（{reason(error)}），未审查；请核对路径和权限") from None
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableError(path.name, "是文件夹，未审查；请指定其中的文件")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError(path.name, "不是普通文件，未审查；请指定文档文件")
    if status.st_size > MAX_BYTES:
        limit = f"超过上限 {MAX_BYTES:,}字节"
        raise UnreadableError(f"{status.st_size:,}字节", f"{limit}，未审查；请只导出预算部分后再审查")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES)
    except OSError as error:
        raise UnreadableError(path.name, f"无法读取（{reason(error)}），未审查；请核对文件的权限") from None
