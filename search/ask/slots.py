"""What does a question leave open (所问的空): an item, a document, people? A question word and the noun it stands before.

The verbs about it do not matter: 援引、呼应、对接、点名 ask the same of 哪一项.
"""

from __future__ import annotations

from typing import Final

from kg.late_patterns import late
from search.ask.instruments import SORT

__all__ = ["DOCUMENT", "ITEM", "ROLE_COUNT", "how_many", "several"]

_NUMERAL: Final = "一二两三四五六七八九十"
#: 哪一项, 第几条, 哪个部分, 哪几处; an item of a document.
ITEM: Final = (
    rf"(?:第(?:几|多少)|哪(?:[{_NUMERAL}几些])?|什么)(?:个|大|块)?(?:重点|目标|责任|具体)?"
    r"(?:部分|板块|项|条款|条|款|章|节|点|处|号|段|任务|事项|举措|工作|环节)(?:任务|工作|举措|条款|里|中)?"
)
#: 哪份文件, 什么办法, 哪两个上级文件, 文件有哪些, 办法叫什么; a document.
DOCUMENT: Final = (
    rf"(?:哪|什么)(?:[{_NUMERAL}几些])?(?:份|部|个|项|种|些)?(?:[㐀-鿿]{{0,5}}?)(?P<sort>文件|政策|法律|{SORT})"
    rf"|(?P<sort3>文件|政策|{SORT})(?:的)?(?:有|是|为|包括|叫|叫做|名称|名字)+(?:哪|什么)(?:[{_NUMERAL}几些])?(?:份|部|个|项|种|些|名字|名称)?"
)
_SEVERAL: Final = late(
    rf"哪(?P<n>[{_NUMERAL}几些])|(?:有|包括)哪些|分别|各是|各有|(?:什么|哪[个份部])[㐀-鿿]{{2,8}}(?:和|、|，|及)[㐀-鿿]{{0,8}}(?:什么|哪[个份部])"
)
#: 几位副组长, 多少名成员, 副组长有几个人; people who hold a seat are counted.
_PEOPLE_ROLE: Final = (
    r"副?(?:组长|主任|主席|部长|书记|会长|召集人)|成员|委员|组员|领导|负责人|顾问|联络员|人员?"
)
ROLE_COUNT: Final = rf"(?<!哪)(?:多少|几)(?:个|位|名)?(?P<role>{_PEOPLE_ROLE})(?![户均数次才])|(?P<role2>{_PEOPLE_ROLE})(?:一共|总共|共|都|总)?(?:有|是|设了?|安排了?)?(?:多少|(?<!哪)几)(?:个|位|名|人)+"


def how_many(text: str) -> int | None:
    """Of 哪两份 2, of 哪几份 and 分别 0 (more than one), of 哪份 None."""
    found = _SEVERAL.search(text)
    if found is None:
        return None
    n = found["n"]
    return (
        _NUMERAL.replace("两", "").find(n) + 1 if n and n in _NUMERAL and n != "两" else 2 if n == "两" else 0
    )


def several(text: str) -> bool:
    """Does the question ask for more than one?"""
    n = how_many(text)
    return n is not None and n != 1
