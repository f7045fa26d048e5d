"""Archives to test with, made here: RAR has no free writer, so a stored RAR 5 is put together byte by byte."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import py7zr

Files = Mapping[str, bytes]


def write_zip(path: Path, files: Files) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def write_7z(path: Path, files: Files) -> None:
    with py7zr.SevenZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(data, name)


def tar(files: Files) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def write_tar_gz(path: Path, files: Files) -> None:
    path.write_bytes(gzip.compress(tar(files)))


def write_tar_bz2(path: Path, files: Files) -> None:
    path.write_bytes(bz2.compress(tar(files)))


def write_rar(path: Path, files: Files) -> None:
    """RAR 5.0 archive format (rarlab.com/technote.htm), files stored as they are."""
    out = [b"Rar!\x1a\x07\x01\x00", _block(_number(1) + _number(0) + _number(0))]
    for name, data in files.items():
        raw = name.encode()
        fields = (
            _number(0x4)  # a CRC-32 follows
            + _number(len(data))
            + _number(0o100644)
            + zlib.crc32(data).to_bytes(4, "little")
            + _number(0)  # stored
            + _number(1)  # Unix
            + _number(len(raw))
            + raw
        )
        out += [_block(_number(2) + _number(0x2) + _number(len(data)) + fields), data]
    path.write_bytes(b"".join([*out, _block(_number(5) + _number(0) + _number(0))]))


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def _block(header: bytes) -> bytes:
    sized = _number(len(header)) + header
    return zlib.crc32(sized).to_bytes(4, "little") + sized


WRITERS: dict[str, Callable[[Path, Files], None]] = {
    ".zip": write_zip, ".7z": write_7z, ".rar": write_rar, ".tar.gz": write_tar_gz, ".tar.bz2": write_tar_bz2,
}  # fmt: skip


def zip_with_raw_names(path: Path, names: list[bytes], extra: bytes = b"", flag: int = 0) -> None:
    """A zip file whose names are these very bytes, stored, as old programs write them."""
    body, directory = b"", b""
    for name in names:
        data = b"x"
        common = (
            (20).to_bytes(2, "little")
            + flag.to_bytes(2, "little")
            + bytes(6)
            + zlib.crc32(data).to_bytes(4, "little")
            + (1).to_bytes(4, "little") * 2
            + len(name).to_bytes(2, "little")
            + len(extra).to_bytes(2, "little")
        )
        directory += (
            b"PK\x01\x02" + (20).to_bytes(2, "little") + common + bytes(10) + len(body).to_bytes(4, "little")
            + name + extra
        )  # fmt: skip
        body += b"PK\x03\x04" + common + name + extra + data
    count = len(names).to_bytes(2, "little")
    end = b"PK\x05\x06" + bytes(4) + count * 2 + len(directory).to_bytes(4, "little")
    path.write_bytes(body + directory + end + len(body).to_bytes(4, "little") + bytes(2))
