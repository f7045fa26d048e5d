"""What has the owner set for the server (服务设置)? Options win over the environment, that over `[server]` of `gonghui.toml`.

Keys come from the environment only: GONGHUI_API_KEY (administrator), GONGHUI_READ_KEY (reading, contacts masked).
"""

from __future__ import annotations

import ipaddress
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from kg.errors import InputError

__all__ = ["ServerSettings", "load_server_settings"]

_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Sizes in bytes, times in seconds. `origins` and `hosts` beyond the server's own are allowed besides it."""

    workspace: Path
    host: str = "127.0.0.1"
    port: int = 8000
    api_key: str = ""
    read_key: str = ""
    origins: tuple[str, ...] = ()
    """Web pages of other addresses that may ask (CORS)."""
    hosts: tuple[str, ...] = ()
    """Names under which the server may be called besides its own: those of a proxy before it."""
    upload_bytes: int = 100 * _MIB
    """Of one upload, all files together."""
    upload_files: int = 50
    body_bytes: int = 1 * _MIB
    """Of any other request."""
    file_seconds: float = 300.0
    """To read one file."""
    worker_bytes: int = 3072 * _MIB
    """Memory of the process that reads uploads, and of each that answers SPARQL."""
    sparql_seconds: float = 20.0
    sparql_rows: int = 100_000
    sparql_bytes: int = 50 * _MIB
    sparql_processes: int = 2
    threads: int = 8
    """Requests that are worked on at once; more wait."""
    page: Path | None = None
    """Folder of the built page; None looks for the one that ships, then for a checkout's."""

    @property
    def loopback(self) -> bool:
        """Whether nobody but this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False

    @property
    def key_required(self) -> bool:
        """Reached from elsewhere, directly or through a proxy: nothing is told without a key."""
        return not self.loopback or bool(self.hosts)

    def checked(self) -> ServerSettings:
        """These settings. Raises InputError where they would serve everybody, or cannot be."""
        if self.key_required and not self.api_key:
            raise InputError(
                f"在 {self.host} 上提供服务须先设密钥：设环境变量 GONGHUI_API_KEY（至少 16 个字符）；只在本机用则去掉 --host 和 hosts"
            )
        for name, key in (("GONGHUI_API_KEY", self.api_key), ("GONGHUI_READ_KEY", self.read_key)):
            if key and (len(key) < _SHORTEST_KEY or not key.isascii()):
                raise InputError(f"{name} 至少 {_SHORTEST_KEY} 个字符，只用英文字母、数字和符号")
        if "*" in self.origins and not self.key_required:
            raise InputError("origins 不能写 *：任何网页都能读到工作区；请写出网页的地址")
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, (int, float)) and value < (0 if field.name == "port" else 1):
                raise InputError(f"{field.name} 应是正数：{value}")
        return self


_SHORTEST_KEY: Final = 16
_FROM_FILE: Final = {f.name: f for f in fields(ServerSettings)}.keys() - {"workspace", "api_key", "read_key"}
_LISTS: Final = ("origins", "hosts")


def load_server_settings(
    workspace: Path,
    host: str | None = None,
    port: int | None = None,
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> ServerSettings:
    """Checked settings. Variables are GONGHUI_HOST, GONGHUI_PORT, GONGHUI_ORIGINS (commas between), … as the fields are
    called. Raises InputError for a setting that does not exist or cannot be."""
    here = os.environ if environment is None else environment
    given: dict[str, Any] = _file((folder or Path.cwd()) / "gonghui.toml")
    for name in _FROM_FILE:
        if (written := here.get(f"GONGHUI_{name.upper()}")) is not None:
            given[name] = written
    if host is not None:
        given["host"] = host
    if port is not None:
        given["port"] = port
    settings = ServerSettings(
        workspace, api_key=here.get("GONGHUI_API_KEY", ""), read_key=here.get("GONGHUI_READ_KEY", "")
    )
    return replace(settings, **{name: _value(name, value) for name, value in given.items()}).checked()


def _value(name: str, value: Any) -> Any:
    """A setting as its field wants it."""
    before = ServerSettings(Path())
    try:
        if name in _LISTS:
            parts = value.split(",") if isinstance(value, str) else value
            return tuple(str(part).strip().rstrip("/") for part in parts if str(part).strip())
        if name == "page":
            return Path(value)
        return type(getattr(before, name))(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"[server] {name} 写得不对：{value}") from error


def _file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("server", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"设置文件不是有效的 TOML：{error}", str(path)) from error
    if not isinstance(found, dict):
        raise InputError("[server] 应是一节", str(path))
    if unknown := sorted(found.keys() - _FROM_FILE):
        hint = "（密钥只从环境变量读）" if "key" in unknown[0] else ""
        raise InputError(f"[server] 没有这项设置：{unknown[0]}{hint}", str(path))
    return dict(found)
