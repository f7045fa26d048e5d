"""Which line opens a list of people (…领导小组成员名单, 拟表彰的先进工作者名单), and whose list is it?"""

from __future__ import annotations

import re

from ingest.extract.people.groups import title_group
from ingest.extract.people.name_list.state import ListReader
from kg.model import Span

_LIST_TITLE = re.compile(
    r"(?:名单|名册|花名册|人员一览表|通讯录|组成人员|人员组成|联系表|联络表|名单如下[：:]?|如下[：:])\s*(?:[（(][^）)]*[）)])?\s*[：:]?\s*$"
)
_HONOUR_TITLE = re.compile(
    r"(?P<honour>[^\s，。；：:（）()《》]{2,40}?(?:获得者|奖章|劳动模范|先进工作者|先进个人|先进生产者|工匠|能手|标兵|模范|之星|达人|带头人|积极分子|工会工作者|职工|工人))"
    r"(?:推荐人选|建议人选|拟表彰|候选人|表彰|拟推荐|公示)?(?:名单)?\s*(?:[（(]\s*共?\s*[\dXx]+\s*[名人个][）)])?\s*[：:]?\s*$"
)

_TITLE_LEAD = re.compile(
    r"^(?:附件\s*\d*\s*[：:．.]?)?\s*(?:\d{1,2}[.．、])?\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])?\s*"
)


_GROUP = re.compile(r"(?:小组|专班|指挥部|委员会)")
_AS_FOLLOWS = re.compile(r"如下[：:]\s*$")


def opens_list(reader: ListReader, start: int, end: int) -> bool:
    """Opens the list that the line [start:end] is the title of; False where it is none."""
    line = reader.text[start:end]
    if len(line) > 110 and not _AS_FOLLOWS.search(line[-14:]):
        return False
    listed = _LIST_TITLE.search(line[-40:])
    group = title_group(reader.text, start, end)
    if group is not None and (listed is not None or len(line) <= 60):
        reader.open_list(reader.book.at(group.start))
        return True
    honour = _HONOUR_TITLE.search(line) if len(line) <= 60 else None
    if honour is not None and (listed is not None or reader.state.open or "（" in line or "(" in line):
        lead = _TITLE_LEAD.match(line)
        left = max(honour.start("honour"), lead.end() if lead else 0)
        if left < honour.end("honour"):
            reader.open_list(honour=Span(start + left, start + honour.end("honour")))
            return True
    if listed is not None:
        reader.open_list(reader.book.at(end) if _GROUP.search(line) else None)
        return True
    return False
