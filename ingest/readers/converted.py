"""What do files hold that only office programs can open (.doc, .wps, .rtf, .odt, .ods)? Converted by LibreOffice, then read.

LibreOffice runs without a window, with a profile, a home and a folder of its own that are deleted afterwards; macros,
links and other active content are off and no address outside can be reached through it. One runs at a time; one that
takes too long is ended with all its children. Where it is not installed, the message says what to install, or how to do
without.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.layout.printed import PrintedFile
from ingest.readers import ole
from ingest.readers.packages import Package
from ingest.readers.reasons import reason
from ingest.readers.sheets import read_sheets
from ingest.readers.word import read_word
from kg.errors import UnreadableFile
from kg.model import Finding

MOST_BYTES = 256 * 1024 * 1024
#: Seconds; the longest of our own papers takes five, a cold start on a slow machine twenty.
TIMEOUT = 180.0
_NAMES = ("soffice", "libreoffice")


@dataclass(frozen=True, slots=True)
class _Target:
    """What a file is converted to: its extension, LibreOffice's filter, the Debian package, the way out in words."""

    extension: str
    filter: str
    package: str
    instead: str


_WORD = _Target("docx", "MS Word 2007 XML", "libreoffice-writer-nogui", "用 WPS 或 Word 打开后另存为 .docx")
_SHEETS = _Target(
    "xlsx", "Calc MS Excel 2007 XML", "libreoffice-calc-nogui", "用 WPS 或 Excel 打开后另存为 .xlsx"
)

#: Settings of the private profile: registry path, property, value.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisablePythonRuntime", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Setup/Office", "ooSetupInstCompleted", "true"),
)


def read_old_word(path: Path) -> PrintedFile:
    """A .doc, .wps or Word's own XML. Raises UnreadableFile where it is locked, damaged, or nothing can convert it."""
    if ole.is_encrypted_word(path):
        raise UnreadableFile("文件已加密，请先在 Word 或 WPS 中去掉密码再读入", str(path))
    return _read(path, "doc", _WORD)


def read_rtf(path: Path) -> PrintedFile:
    """An .rtf."""
    return _read(path, "rtf", _WORD)


def read_open_document(path: Path) -> PrintedFile:
    """An .odt or .ods, told by what the package says of itself."""
    with Package(path) as package:
        kind = package.data("mimetype", 4096).decode("ascii", "replace").strip()
        manifest = "META-INF/manifest.xml"
        if manifest in package.names and b"encryption-data" in package.data(manifest):
            raise package.refuse("文件已加密，请先去掉密码再读入")
    if "opendocument.text" in kind:
        return _read(path, "odt", _WORD)
    if "opendocument.spreadsheet" in kind:
        return _read(path, "ods", _SHEETS)
    raise UnreadableFile("是 OpenDocument 演示文稿或图形，暂不支持", str(path))


def office() -> str | None:
    """LibreOffice's command, or None where it is not installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def _read(path: Path, extension: str, target: _Target) -> PrintedFile:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
    if size > MOST_BYTES:
        raise UnreadableFile(f"文件过大（{size / 1e6:.0f} MB，上限 {MOST_BYTES / 1e6:.0f} MB）", str(path))
    command = office()
    if command is None:
        raise UnreadableFile(
            f"读取 {path.suffix} 需要 LibreOffice（Debian：apt install {target.package}）；也可{target.instead} 再读入",
            str(path),
        )
    with tempfile.TemporaryDirectory(prefix="gonghui-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        converted = _converted(command, path, folder, extension, target)
        try:
            file = read_word(converted) if target is _WORD else read_sheets(converted)
        except UnreadableFile as error:
            raise UnreadableFile(error.message, str(path)) from error
    told = Finding(
        "converted-file", f"由 LibreOffice 转换为 .{target.extension} 后读入，段落号、页码以转换后的为准"
    )
    return replace(file, findings=(*file.findings, told))


def _converted(command: str, path: Path, folder: Path, extension: str, target: _Target) -> Path:
    """The converted copy in `folder`."""
    source, out, profile = folder / f"in.{extension}", folder / "out", folder / "profile"
    out.mkdir()
    _write_profile(profile)
    try:
        shutil.copyfile(path, source)
    except OSError as error:
        raise UnreadableFile(f"无法打开：{reason(error)}", str(path)) from error
    arguments = [
        command, "--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        f"-env:UserInstallation={profile.as_uri()}", "--convert-to", f"{target.extension}:{target.filter}",
        "--outdir", str(out), str(source),
    ]  # fmt: skip
    try:
        with _one_at_a_time():
            said = _run(arguments, folder, str(path))
    except OSError as error:
        raise UnreadableFile(f"LibreOffice 无法启动：{reason(error)}", str(path)) from error
    result = out / f"in.{target.extension}"
    if not result.is_file():
        if "no export filter" in said or "aborted" in said:
            raise UnreadableFile(
                f"LibreOffice 缺少组件（Debian：apt install {target.package}）；也可{target.instead} 再读入",
                str(path),
            )
        raise UnreadableFile(
            f"LibreOffice 打不开这个文件，可能已损坏、加密或缺少组件（{target.package}）；可{target.instead} 再读入",
            str(path),
        )
    return result


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{place}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for place, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )


def _run(arguments: list[str], folder: Path, where: str) -> str:
    """What the converter says. It and all its children are gone when this returns."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    process = subprocess.Popen(
        arguments,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        said, _ = process.communicate(timeout=TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            f"LibreOffice 转换超过 {TIMEOUT:.0f} 秒，已停止；可能已损坏或过大", where
        ) from error
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if process.stdout is not None:
            process.stdout.close()
    return said.decode("utf-8", "replace")[-4000:].lower()


@contextlib.contextmanager
def _one_at_a_time() -> Iterator[None]:
    """No second converter beside the one that runs: each takes hundreds of megabytes."""
    lock = Path(tempfile.gettempdir()) / f"gonghui-office-{os.getuid()}.lock"
    # Anyone may write in that folder: what stands there is neither followed nor emptied.
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
