"""Which body a title names (发文机关), in the forms that titles take."""

from __future__ import annotations

import pytest

from ingest.issuer import body_in_title

TITLES = [
    ("云州市总工会2024年工作要点", "云州市总工会"),
    ("2024年度青岭县总工会工作总结", "青岭县总工会"),
    ("青岭县总工会领导班子联系基层安排表", "青岭县总工会"),
    ("临江市总工会领导分工一览表", "临江市总工会"),
    ("临江市总工会机关通讯录", "临江市总工会"),
    ("石桥镇工会联合会委员名单", "石桥镇工会联合会"),
    ("关于印发《云州市总工会工作要点》的通知", None),
    ("在全市工会工作会议上的讲话", None),
    ("全市工会系统领导联系点安排", None),
]


@pytest.mark.parametrize(("title", "body"), TITLES)
def test_body_in_title(title: str, body: str | None) -> None:
    assert body_in_title(title) == body
