"""How is a language model asked (语言模型接口)? One bounded request to an OpenAI-compatible `chat/completions`.

Never a redirect, never more bytes or seconds than allowed; whatever goes wrong is a LanguageModelError.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from kg.errors import BackendError, InputError

__all__ = ["Endpoint", "LanguageModelError", "chat"]

_MOST_BYTES: Final = 256 * 1024


class LanguageModelError(BackendError):
    """The endpoint did not give a usable reply; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is: `base_url` up to `/v1`, the model's name, a key or "", seconds for a whole request."""

    base_url: str
    model: str
    key: str = ""
    timeout: float = 20.0
    max_tokens: int = 800

    def __post_init__(self) -> None:
        """Raises InputError for an address that is no http(s) one, or that would send the key unencrypted abroad."""
        parts = urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise InputError(f"语言模型地址应以 http:// 或 https:// 开头：{self.base_url}")
        if parts.username or parts.password:
            raise InputError("语言模型地址里不要写账号密码，密钥放在 GONGHUI_LLM_KEY")
        if not self.model:
            raise InputError("没有写语言模型的名称（GONGHUI_LLM_MODEL）")
        if parts.scheme == "http" and self.key and not _on_this_machine(parts.hostname):
            raise InputError("密钥不能经未加密的 http 发往别的机器，请用 https 地址")


def chat(endpoint: Endpoint, messages: Sequence[Mapping[str, str]]) -> str:
    """The reply's text. Raises LanguageModelError."""
    import httpx

    body = {
        "model": endpoint.model,
        "messages": list(messages),
        "temperature": 0,
        "max_tokens": endpoint.max_tokens,
        "stream": False,
    }
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    url = f"{endpoint.base_url.rstrip('/')}/chat/completions"
    deadline = time.monotonic() + endpoint.timeout
    try:
        with (
            httpx.Client(timeout=endpoint.timeout, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", url, json=body, headers=headers) as response,
        ):
            if response.status_code != 200:
                raise LanguageModelError(f"语言模型返回状态 {response.status_code}")
            raw = bytearray()
            for chunk in response.iter_bytes():
                raw += chunk
                if len(raw) > _MOST_BYTES:
                    raise LanguageModelError("语言模型的回复过长")
                if time.monotonic() > deadline:
                    raise LanguageModelError(f"语言模型 {endpoint.timeout:g} 秒内没有答完")
    except httpx.TimeoutException as error:
        raise LanguageModelError(f"语言模型 {endpoint.timeout:g} 秒内没有答完") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise LanguageModelError(f"连不上语言模型：{error}") from error
    return _content(bytes(raw))


def _content(raw: bytes) -> str:
    try:
        reply: Any = json.loads(raw)
        content = reply["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise LanguageModelError("语言模型的回复不是约定的格式") from error
    if not isinstance(content, str) or not content.strip():
        raise LanguageModelError("语言模型的回复是空的")
    return content


def _on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
