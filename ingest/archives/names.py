"""What is a file in an archive called (成员名)? Bytes to names, and which names are not taken.

Zip files from Chinese Windows carry GBK names without saying so, those from macOS UTF-8 without saying so; APPNOTE.TXT
6.3.10: bit 11 of the flags says UTF-8 (appendix D), the Info-ZIP Unicode Path field 0x7075 carries it beside (4.6.9).
"""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress

_HAN = re.compile(r"[\u3400-\u9fff]")
_OUTSIDE = re.compile(r"^(?:[A-Za-z]:|/)|(?:^|/)\.\.(?:/|$)|\x00")
_UNICODE_PATH = 0x7075


def decoder(raw: Sequence[bytes]) -> Callable[[bytes], str]:
    """How the names of one archive are read, all of them together: one program wrote them.

    UTF-8 where all are UTF-8 and Chinese comes out, else GB18030 where it takes all, else each for itself, cp437 last.
    """
    plain = [name for name in raw if not name.isascii()]
    if (utf8 := _all(plain, "utf-8")) is not None and (
        _HAN.search(utf8) or not _HAN.search(_all(plain, "gb18030") or "")
    ):
        return lambda name: name.decode("utf-8")
    if _all(plain, "gb18030") is not None:
        return lambda name: name.decode("gb18030")
    return _one_by_one


def _all(raw: Sequence[bytes], encoding: str) -> str | None:
    try:
        return "/".join(name.decode(encoding) for name in raw)
    except UnicodeDecodeError:
        return None


def _one_by_one(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode("cp437")


def unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in the Info-ZIP Unicode Path field, where it is of this very name (its CRC-32 is in the field)."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        data, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(data) > 5 and data[0] == 1:
            (crc,) = struct.unpack_from("<I", data, 1)
            if crc == zlib.crc32(raw):
                with suppress(UnicodeDecodeError):
                    return data[5:].decode("utf-8")
    return None


def tidy(name: str) -> str:
    r"""One form of a name: folders parted by /, as Windows' `文件夹\要点.docx` is meant, accents composed (NFC).

    Signs that cannot be kept (lone surrogates from undecodable bytes) are shown by their numbers.
    """
    name = name.encode("utf-8", "backslashreplace").decode("utf-8")
    parts = unicodedata.normalize("NFC", name.replace("\\", "/")).split("/")
    joined = "/".join(part for part in parts[1:] if part not in ("", "."))
    return f"{parts[0]}/{joined}" if joined and parts[0] != "." else joined or parts[0]


def leads_outside(name: str) -> bool:
    """Absolute names, names with a drive, and those that climb with `..`: a program that unpacks by them is attacked."""
    return _OUTSIDE.search(name) is not None
