"""Is an endpoint that misbehaves a clear error, in bounded time and space?"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from kg.errors import InputError
from search.language_model.endpoint import Endpoint, LanguageModelError, chat
from tests.search.language_model.fake_endpoint import Fake, fake_endpoint

ASK = [{"role": "user", "content": "在吗"}]


@pytest.fixture
def fake() -> Iterator[Fake]:
    with fake_endpoint() as one:
        yield one


def test_a_reply_is_its_content(fake: Fake) -> None:
    fake.says("在的")
    assert chat(fake.endpoint(), ASK) == "在的"
    assert fake.paths == ["/v1/chat/completions"]
    assert (fake.seen[0]["model"], fake.seen[0]["messages"], fake.seen[0]["temperature"]) == ("tiny", ASK, 0)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>login</html>", b"{}", b'{"choices":[]}', b'{"choices":[{"message":{"content":null}}]}', b'{"choices"',
     b'{"choices":[{"message":{"content":"  "}}]}', b"[" * 50_000],
)  # fmt: skip
def test_a_reply_of_another_form_is_an_error(fake: Fake, body: bytes) -> None:
    fake.body = body
    with pytest.raises(LanguageModelError):
        chat(fake.endpoint(), ASK)


@pytest.mark.parametrize("status", [400, 401, 429, 500, 503])
def test_a_status_other_than_200_is_an_error(fake: Fake, status: int) -> None:
    fake.status = status
    fake.says("好")
    with pytest.raises(LanguageModelError, match=str(status)):
        chat(fake.endpoint(), ASK)


def test_a_redirect_is_not_followed(fake: Fake) -> None:
    with fake_endpoint() as other:
        other.says("别处")
        fake.status, fake.headers = 307, {"Location": f"http://127.0.0.1:{other.port}/v1/chat/completions"}
        with pytest.raises(LanguageModelError, match="307"):
            chat(fake.endpoint(), ASK)
        assert other.seen == []


def test_a_flood_is_cut_off(fake: Fake) -> None:
    fake.says("长" * 500_000)
    with pytest.raises(LanguageModelError, match="过长"):
        chat(fake.endpoint(), ASK)


def test_a_trickle_ends_at_the_deadline(fake: Fake) -> None:
    fake.says("慢" * 200)
    fake.slow = 0.05
    begin = time.monotonic()
    with pytest.raises(LanguageModelError, match="没有答完"):
        chat(fake.endpoint(timeout=0.4), ASK)
    assert time.monotonic() - begin < 5  # the whole would take a minute


def test_nobody_there_is_an_error() -> None:
    with pytest.raises(LanguageModelError, match="连不上"):
        chat(Endpoint("http://127.0.0.1:9/v1", "tiny", timeout=2), ASK)


@pytest.mark.parametrize(
    ("url", "key"),
    [("ftp://a/v1", ""), ("llm.local/v1", ""), ("http://", ""), ("http://10.1.2.3/v1", "secret"), ("http://u:p@127.0.0.1/v1", "")],
)  # fmt: skip
def test_an_address_that_will_not_do_is_refused(url: str, key: str) -> None:
    with pytest.raises(InputError):
        Endpoint(url, "tiny", key)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/v1", "http://localhost/v1", "http://[::1]/v1", "https://llm.example/v1"]
)
def test_a_key_goes_to_this_machine_or_by_https(url: str) -> None:
    assert Endpoint(url, "tiny", "secret").key == "secret"
