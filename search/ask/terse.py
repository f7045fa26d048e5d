"""Which question does a search-box form stand for (无疑问词的短式)? 青岭 慰问金总额 asks how much 慰问金 it is in all.

Only forms without any sign of asking; a name's own end (…数, …额) turns into the words that ask for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg.late_patterns import late
from search.ask.courtesy import asks, masked

__all__ = ["FORMS", "Form", "asked_out"]

_ACT: Final = (
    r"(?:成立|组建|新建|建成|建立|建设|改造|发展|新增|吸收|培训|资助|救助|慰问|走访|开办|举办|开设|签订|评选|选树|命名|参赛|参保|参加|参与|服务|覆盖|帮扶|受理|接听|追回"
    r"|讨回|完成|发放|配送|报名|入会|报送|征集|采纳|调解|化解|募集|筹集|开展|托管|体检|免费体检|注册|宣讲|接待|配对|牵手|到会|投入|支出|调研|检查|排查)"
)
_END: Final = r"(?=[？。]*$)"


@dataclass(frozen=True, slots=True)
class Form:
    """`written` is the end of a terse question, `asked` what it asks in full (groups as in `re.sub`)."""

    name: str
    written: re.Pattern[str]
    asked: str
    example: tuple[str, str]


FORMS: Final[tuple[Form, ...]] = (
    Form("money-in-all", late(rf"(?P<what>[㐀-鿿]{{2,8}}?)\s*(?:总金额|总额|合计金额|金额合计|总数额|金额总数|总投入){_END}"), r"\g<what>一共多少元", ("青岭 慰问金总额", "青岭 慰问金一共多少元")),
    Form("really-done", late(rf"(?:实际|最终|最后|真正)\s*(?P<act>{_ACT})(?P<noun>[㐀-鿿]{{0,6}}?)(?:的)?(?:总数|总量|数量|数目|数){_END}"), r"实际\g<act>了多少\g<noun>", ("临江联合工会 实际成立数", "临江联合工会 实际成立了多少")),
    Form("to-be-done", late(rf"(?P<plan>计划|拟|目标|预计|打算)\s*(?P<act>{_ACT})(?P<noun>[㐀-鿿]{{0,6}}?)(?:的)?(?:总数|总量|数量|数目|数){_END}"), r"\g<plan>\g<act>多少\g<noun>", ("云州书屋 计划新建数", "云州书屋 计划新建多少")),
    Form("done", late(rf"(?P<act>{_ACT})(?P<noun>[㐀-鿿]{{0,6}}?)(?:的)?(?:总数|总量|数量|数目|数){_END}"), r"\g<act>多少\g<noun>", ("青岭 2031 发展会员数", "青岭 2031 发展多少会员")),
    Form("share-of", late(rf"(?P<what>[㐀-鿿]{{2,10}}?)(?:的)?(?:所占|占)?(?:比例|比重|占比){_END}"), r"\g<what>比例是多少", ("云州产改 一线职工占比", "云州产改 一线职工比例是多少")),
    Form("same-kind", late(rf"(?:的)?(?:同类|同款|翻版|类似物)(?:项目|活动|做法|品牌)?{_END}"), "类似的项目有哪些", ("云州夜校在临江的同类", "云州夜校在临江类似的项目有哪些")),
)  # fmt: skip
"""The more particular first."""


def asked_out(text: str) -> str:
    """The question written out; one that asks by itself comes back as it is."""
    if asks(text):
        return text
    hidden = masked(text)
    for form in FORMS:
        if found := form.written.search(hidden):
            whole = form.written.search(text)
            return text[: found.start()] + (whole or found).expand(form.asked) + text[found.end() :]
    return text
