"""Can these pieces be what a list was asked for (列出的是不是所问的一类)? 哪几家 wants bodies, 哪些人 people: no piece is an act."""

from __future__ import annotations

from typing import Final

from kg.late_patterns import late

__all__ = ["are_bodies", "asks_chosen", "may_be_members", "names_acts", "says_chosen"]

#: Questions after things that are themselves done: their members may begin with a verb.
_ACTS_ASKED: Final = late(
    r"工作|措施|任务|举措|做法|活动|要求|内容|环节|步骤|方面|职责|服务|项目|事|制度|行动|方式|途径|方法|办法|程序|流程|计划|安排|目标|机制|渠道|形式|阶段|动作|功能|作用|好处|条件|原则|情形|情况|责任|问题|不足|权利|义务"
)
#: Measure words and nouns that only things with a name of their own have.
_NAMED: Final = late(
    r"哪(?:些|几|[一二三四五六七八九十两]|\d{1,2})?(?:家|位|名|人|所|座|户|支)"
    r"|哪(?:些|几|[一二三四五六七八九十两]|\d{1,2})个?(?:[㐀-鿿]{0,4})(?:人|单位|企业|公司|商户|商铺|商家|门店|店|机构|部门|工会|学校|医院|银行|街道|乡镇|镇|乡|社区|村|县区|区县|县|区|市|集体|班组|团队|选手|职工|同志|车间|厂|集团|协会|园区)"
    r"|分别(?:是|有)?谁|都(?:是|有)谁"
)
_MANNER: Final = r"(?:继续|持续|深入|扎实|积极|大力|全面|不断|进一步|认真|广泛|着力|切实|稳步|有序|主动|及时|精心|充分|努力|共同|一起|联合|依法|逐步|重点|严格|坚持|坚决|率先|统一)"
_VERB: Final = r"(?:组织|谋划|发动|办起|开展|推进|推动|实施|推行|举办|举行|召开|策划|协助|协调|配合|参与|参加|帮助|帮扶|引导|指导|督促|支持|鼓励|动员|发动|加强|加大|加快|强化|深化|优化|完善|健全|建立|建设|打造|创建|创新|落实|贯彻|执行|宣传|宣讲|走访|慰问|发放|赠送|提供|提升|提高|促进|做好|做实|抓好|抓实|搭建|搞好|拓展|拓宽|探索|制定|编制|印发|下发|签订|培育|培养|选树|评选|表彰|学习|围绕|聚焦|关心|关爱|维护|保障|解决|处理|化解|调解|收集|征集|筹集|投入|邀请|聘请|安排|部署|成立|组建|设立|开设|开通|报送|联系|对接|检查|督查|承办|主办|利用|通过|依托)"
#: 组织部, 建设集团, 开发区: a name may begin with the word of an act, and ends as a body does.
_BODY_END: Final = late(
    r"(?:部|处|室|科|局|委|办|办公室|中心|公司|集团|厂|店|铺|馆|社|院|校|所|站|会|队|组|班|银行|行|医院|学校|学院|机构|单位|街道|镇|乡|村|社区|区|县|市|协会|联盟|坊|园|城|商场|超市|酒店|饭店|餐厅|工作室|委员会|者|员|人|师|工)[”》]?$"
)
_ACT_FIRST: Final = late(rf"^[“《]?(?:{_MANNER}(?:地)?{_VERB}?|{_VERB})")
_ACT_LAST: Final = late(
    r"(?:一起|共同|联合|协同)?(?:开展|进行|举办|举行|实施|完成|推进|落实|参加|参与|组织|策划|评选|宣传|服务|推动)$"
)
_ACT_ALONE: Final = late(rf"^{_MANNER}?(?:{_VERB}|{_MANNER})$")
#: Times and joints begin no name: 于3月底, X月初两次走访.
_NO_NAME: Final = late(
    r"^(?:[于在对由以将把被从向为给与和及并](?=[㐀-鿿A-Za-z\d])(?![美民联源谐平田]))|^(?:[\dA-Za-z×Ｘ]{1,4}|[一二三四五六七八九十]{1,3})(?:年|月|日|次|场|期|季度)"
)
_NUMBER: Final = late(r"^[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*")
_CHOSEN_ASKED: Final = late(
    r"(?:谁|哪[㐀-鿿\d]{1,8}?)(?:被|给|都|最后|最终)*(?:评[上中为]|选[上中]|入选|当选|中选|中标|胜出|获[奖评胜]|得[了奖]|拿[了到下奖]|夺)"
)
_CHOSEN: Final = late(
    r"评[上为出定]|被评|评选(?:出|为|产生)|选[上出树]|推选|入选|当选|中选|中标|胜出|获|荣|夺|摘得|斩|授予|命名|授牌|认定|表彰|脱颖而出|第[一二三1-3]名|等奖|冠军|名单"
)


def asks_chosen(asked: str) -> bool:
    """Does the question ask who came out of a contest: 哪几家评上了, 谁入选?"""
    return _CHOSEN_ASKED.search(asked) is not None


def says_chosen(clause: str) -> bool:
    """Says a clause who came out of a contest? That there was one is not enough."""
    return _CHOSEN.search(clause) is not None


def names_acts(item: str) -> bool:
    """Is the piece something done (主动谋划, 帮助商会一起开展) and no name (组织部, 建设集团)?"""
    words = _NUMBER.sub("", item).strip("，。；：、 的了")
    if _ACT_ALONE.match(words) or _ACT_LAST.search(words):
        return True
    return _ACT_FIRST.match(words) is not None and _BODY_END.search(words) is None


_BODIES_ASKED: Final = late(
    r"哪(?:几|[一二三四五六七八九十两]|\d{1,2})家|哪(?:些|几|[一二三四五六七八九十两]|\d{1,2})个?(?:单位|企业|公司|机构|部门|工会|学校|医院|银行)"
)
_QUOTED: Final = late(r"[“《].+[”》]")


def are_bodies(asked: str, items: list[str]) -> bool:
    """Where bodies are asked for (哪三家企业), is each item one, by how it ends? 春节、高温、台风 are none."""
    if _BODIES_ASKED.search(asked) is None:
        return True
    return all(_BODY_END.search(item) or _QUOTED.fullmatch(item) for item in items)


def may_be_members(asked: str, noun: str, items: list[str]) -> bool:
    """May all `items` answer the question `asked`, which asks with `noun` ("" where it has none)?

    A question after bodies or people takes no acts; any other takes them only where its noun is of things done."""
    named = _NAMED.search(asked) is not None
    if named and any(_NO_NAME.match(item) for item in items):
        return False
    if not any(names_acts(item) for item in items):
        return True
    return not named and (not noun or _ACTS_ASKED.search(noun) is not None)
