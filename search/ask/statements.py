"""What does a statement before the question give it (先陈述后提问)? 原定40个，后来真正建了几个 asks what was built.

Turns of speech: the planned figure is told and the real one asked for; something is told of as 有一天, 一所学校, and the
question asks which one; somebody is named, and the question says 她.
"""

from __future__ import annotations

import re
from typing import Final

from kg.late_patterns import late
from search.ask.courtesy import asks

__all__ = ["merged"]

_NUMBER: Final = r"(?:\d+(?:\.\d+)?[万亿]?余?|[一二三四五六七八九十百千两]+)"
_UNIT: Final = r"(?:人次|万元|[㐀-鿿%])"
#: 年初定的是40个, 计划30家, 说好要办12场.
_PLANNED: Final = late(
    rf"(?:在)?(?:年初|当初|原先|原来|原本|本来|起初|最初|开始|头里|要点里?|方案里?|台账里?|文件里?)?(?:的)?(?:时候)?"
    rf"(?:计划|原计划|规划|目标|任务|打算|预计|预定|原定|说好|说要|说是|安排|承诺|提出|写的?|定|定下|要求|准备)(?:的目标|的任务|的计划|的|下)?(?:数)?(?:是|为|要|了|好|说)*"
    rf"(?:新?[建设办开评选招发筹培改]|改造|发展|新增|完成|建成|达到|举办|开办)?(?:不少于|至少|不低于)?{_NUMBER}{_UNIT}[㐀-鿿]{{0,6}}$"
)
#: Words that ask for what came of it.
_REAL: Final = late(
    r"(?:那|那么|可是|但是|但|而|不过|结果)?(?:到了?)?(?:年底|年终|最后|最终|后来|结果|到头来|事实上|实际上?|真正|真的|真(?=[建办开评发做搞招])|究竟|到底|现在)+(?:又|是|到底|究竟|真正|实际|一共|总共)*"
)
_INDEFINITE: Final = (
    (late(r"(?:会)?有(?:那么)?(?:一)?(?:天|个日子)|某一?天"), late(r"(?:哪一?天|几号|哪一?日|什么日子|什么时候)"), "哪一天"),
    (late(r"有?(?:一?个|某个?)(?:时候|时间|月)"), late(r"(?:什么时候|什么时间|几月份?|哪个?月|何时)"), "什么时候"),
    (late(r"有?(?:一?[个处]|某个?)地方|某处"), late(r"(?:哪里|哪儿|什么地方|哪个地方|何处)"), "哪里"),
    (late(r"有?(?:一?[个位]|某[个位]?)(?:人|领导|同志|干部)(?=[㐀-鿿])"), late(r"(?:谁|哪一?位(?:领导|同志)?|哪个人?)"), "谁"),
)  # fmt: skip
"""(what is told of, what asks for it, the word of asking that takes its place)."""
#: Nothing but the word of asking: 固定是哪一天.
_ONLY: Final = r"^(?:固定|具体|到底|究竟|一般|通常|都|又|就|那|说的|指的|这)*(?:是|在|定在|选在|安排在|放在|为)*{}(?:呢)?[？。]*$"
#: 女职工部的部长，她叫什么: what was named before is meant.
_PRONOUN: Final = late(r"(?:她|他|它|他们|她们|它们)(?=[叫是姓由归在有的])(?:的(?=[㐀-鿿]{2}))?")
_WHICH: Final = late(r"哪(?:一)?(?P<kind>[家所个座种份项位支本间处条场届][㐀-鿿]{1,6}?)(?=[？。]*$)")
_PREDICATE: Final = late(
    r"(?<=[㐀-鿿]{2})(?:就|会|都|已|正|将|每|是|有|在|设|建|办|开|给|把|被|由|挂|放|搞|依托)"
)


def merged(text: str) -> str:
    """The question with what the statement before it says taken in; one of any other build comes back as it is."""
    pieces = re.split(r"[，。；]", text)
    if len(pieces) < 2:
        return text
    told, asked = pieces[-2].strip(), pieces[-1].strip()
    before = text[: text.rfind(pieces[-2])] if len(pieces) > 2 else ""
    if (plan := _PLANNED.search(told)) and (real := _REAL.match(asked)):
        return f"{before}{told[: plan.start()]}实际{asked[real.end() :]}"
    if (pronoun := _PRONOUN.match(asked)) and not asks(told):
        return f"{before}{told}{asked[pronoun.end() :]}"
    for indefinite, interrogative, word in _INDEFINITE:
        only = re.match(_ONLY.format(f"(?:{interrogative.pattern})"), asked)
        if only and (found := indefinite.search(told)):
            return f"{before}{told[: found.start()]}{word}{told[found.end() :]}？"
    if (which := _WHICH.search(asked)) and re.search(rf"(?:[一某]|有个?){which['kind']}", told):
        subject = _PREDICATE.search(told)
        return f"{before}{told[: subject.start()] if subject else told}{asked}"
    return text
