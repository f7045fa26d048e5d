"""Questions by a brand name, over plans, rows and reports: the figure, the row and the date of the thing, not of its neighbour."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api import Gonghui
from tests.quality.questions import flat

LEDGER = """云州市总工会办公室文件
云工办字〔2031〕6号
云州市总工会办公室关于印发《云州市总工会2031年重点工作台账》的通知
各县（区）总工会，市总各部门：
现将《云州市总工会2031年重点工作台账》印发给你们，请抓好落实。
云州市总工会办公室
2031年3月2日

云州市总工会2031年重点工作台账

序号	工作任务	第一季度	第二季度	第三季度	第四季度	成果形式	责任部门
1	新建“云灯小栈”户外劳动者服务站点26个，改造老旧站点9个。	印发建设标准。	建成12个。	建成14个，改造老旧站点9个。	召开现场会。	“云灯小栈”26个。	权益保障部、财务部
2	开展“归队计划”新就业形态劳动者入会行动，发展会员5000人，成立市货运行业工会联合会。	开展摸底。	发展会员1800人。	组建市货运行业工会联合会。	核对会员信息。	会员名册1份。	组织部
3	评选“云州金扳手”6名。	印发评选办法。	组织初审。	召开命名大会。	组织巡讲12场。	命名文件1份。	经济工作部
4	举办读书会40期，开设“夜航书屋”夜读点16个。		启动读书季，举办读书会20期。	举办读书会12期。	举办读书会8期。	夜读点16个。	宣教部
5	筹集帮扶资金320万元，慰问困难职工700户。	走访慰问。	更新档案。	发放助学金。	开展评估。	慰问困难职工700户。	权益保障部
"""
PLAN = """云州市总工会文件
云工发〔2031〕11号
云州市总工会关于印发《“护骑行动”实施方案》的通知
各县（区）总工会，市总各部门：
现将《“护骑行动”实施方案》印发给你们，请抓好落实。
云州市总工会
2031年4月9日
“护骑行动”实施方案
为维护新就业形态劳动者权益，制定本方案。
一、行动目标
到2031年底，全市新就业形态劳动者入会率达到62%以上。
二、重点任务
（一）开展“路口课堂”培训。举办交通安全培训22期，培训骑手1600人。（责任单位：经济工作部；完成时限：2031年10月底前）
（二）开展“热饭行动”。在“云灯小栈”周边设置爱心餐点18家。（牵头部门：女职工部；配合部门：权益保障部）
（三）开展健康关爱。组织免费体检900人次，发放安全头盔1500顶。（责任单位：权益保障部；完成时限：2031年11月底前）
（四）开展扫码入会。入会申请4个工作日内办结。（责任单位：组织部）
三、组织保障
（一）经费保障。市总工会安排专项经费140万元。
（二）信息报送。各县（区）总工会每月18日前报送进展情况。
联系人：关山月，联系电话：5550166
"""
POINTS = """汐江市总工会文件
汐工发〔2031〕3号
汐江市总工会关于印发《汐江市总工会2031年工作要点》的通知
各县区总工会，市总各部室：
现将《汐江市总工会2031年工作要点》印发给你们，请认真落实。
汐江市总工会
2031年2月8日
汐江市总工会2031年工作要点
2031年工会工作的总体要求是：坚持“三访四问”（访企业、访班组、访站点，问收入、问安全、问冷暖、问期盼），做好服务。
1.新建“江风亭”户外劳动者服务站点19个。（责任部门：权益保障部）
2.筹集帮扶资金210万元，资助困难职工子女90名。（责任部门：权益保障部）
3.招聘社会化工会工作者25名。（责任部门：组织部）
"""
REPORT = """汐江市总工会2031年工作总结
2031年，汐江市总工会认真落实年度工作要点，现将工作情况总结如下。
一、服务职工
新建“江风亭”17个，2个站点推迟建设。筹集帮扶资金226万元，资助困难职工子女95名，为职工挽回损失300万元。
二、2032年工作打算
（一）新建“江风亭”8个。
汐江市总工会
2031年12月28日
"""
DUTIES = """云州市总工会关于调整领导班子成员工作分工的通知
各县（区）总工会，市总各部门：
现将领导班子成员工作分工调整如下：
蓝开山　党组书记、常务副主席：主持市总工会全面工作。分管办公室。
明若溪　党组成员、副主席：负责权益维护和困难帮扶工作。分管权益保障部、市职工服务中心。
常思远　党组成员、副主席：负责信访接待工作。
云州市总工会
2031年1月16日
"""
CONTACTS = """汐江市总工会机关部室联系县区总工会及联络员通讯录（2031年）
序号	联系县区	联系部室	市总联络员	联系电话	县区联络员	联系电话
1	青岭县总工会	权益保障部	白云舟	5550201	沈知微	5550301
2	白石县总工会	组织部	江如练	5550202	杜若洲	5550302
3	松湾区总工会	财务部	骆星河	5550203	温庭月	5550303
"""
PAPERS = {
    "台账": LEDGER,
    "方案": PLAN,
    "要点": POINTS,
    "总结": REPORT,
    "分工": DUTIES,
    "通讯录": CONTACTS,
}


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gonghui]:
    folder = tmp_path_factory.mktemp("names")
    for name, text in PAPERS.items():
        city = "云州" if name in ("台账", "方案", "分工") else "汐江"
        (folder / f"{city}市总工会_{name}_2031.txt").write_text(text, encoding="utf-8")
    with Gonghui(folder / "ws") as opened:
        assert opened.ingest(*sorted(folder.glob("*.txt")))["ingested"] == len(PAPERS)
        yield opened


def values(said: dict[str, Any]) -> list[str]:
    got = said["answer"]
    return sorted(flat(v) for v in got.get("set", [got["value"]] if "value" in got else []))


ONE: list[tuple[str, list[str]]] = [
    # a name, and a verb or a noun that says nothing besides
    ("“江风亭”建设的责任部门是哪个？", ["权益保障部"]),
    ("夜航书屋要开多少个夜读点？", ["16个"]),
    ("路口课堂要举办多少期？", ["22期"]),
    ("路口课堂几月前要办完？", ["2031年10月底前"]),
    # the name in the paper's title, the matter in its sentence
    ("护骑行动专项经费有多少？", ["140万元"]),
    ("护骑行动 入会率 目标", ["62%以上"]),
    ("护骑行动的健康关爱完成时限是哪天？", ["2031年11月底前"]),
    ("护骑行动要发多少顶安全头盔？", ["1500顶"]),
    ("护骑行动每月几号前报送进展？", ["每月18日前"]),
    ("入会申请几个工作日内办结？", ["4个工作日"]),
    # a place or a means is no matter of its own
    ("云灯小栈归谁管？", ["权益保障部", "财务部"]),
    # plans, reports and the outlook of a report
    ("汐江计划新建几个江风亭？", ["19个"]),
    ("汐江实际建成多少个江风亭？", ["17个"]),
    ("汐江2032年打算新建多少个江风亭？", ["8个"]),
    ("汐江社会化工会工作者要招多少人？", ["25名"]),
    # steps and their figures
    ("归队计划第二季度要发展多少会员？", ["1800人"]),
    ("云州读书会第三季度举办几期？", ["12期"]),
    ("云州读书会第三季度举办几期、还做什么？", ["举办读书会12期。"]),
    ("“云州金扳手”命名大会安排在哪个季度？", ["第三季度"]),
    ("市货运行业工会联合会第几季度成立？", ["第三季度"]),
    ("夜航书屋第二季度有没有安排？", ["有"]),
    # two things asked at once
    ("云灯小栈新建多少个、改造多少个？", ["26个", "9个"]),
    ("“夜航书屋”由哪个部门负责，要开多少个夜读点？", ["宣教部", "16个"]),
    ("护骑行动的联系人和电话是什么？", ["关山月", "5550166"]),
    # parts of a compound name
    ("汐江的“三访”指的是访哪里？", ["访企业", "访班组", "访站点"]),
    ("三访四问里的四问是什么？", ["问收入", "问安全", "问冷暖", "问期盼"]),
    # division of work
    ("云州市总分管职工服务中心的领导是谁？", ["明若溪"]),
    ("明若溪负责哪些工作？", ["负责权益维护和困难帮扶工作"]),
    # rows of a list of contacts
    ("青岭县总工会的县区联络员是谁？", ["沈知微"]),
    ("青岭县总工会市总派的联络员是谁？", ["白云舟"]),
    ("白石县的联络员是谁？", ["江如练", "杜若洲"]),
    ("杜若洲是哪个县的联络员？", ["白石县总工会"]),
    ("骆星河联系哪个区？", ["松湾区总工会"]),
    ("汐江市总哪个部室联系白石县总工会？", ["组织部"]),
    ("汐江市总财务部对口联系哪个区？", ["松湾区总工会"]),
]


@pytest.mark.parametrize(("question", "wanted"), ONE, ids=[q for q, _ in ONE])
def test_answers(union: Gonghui, question: str, wanted: list[str]) -> None:
    said = union.ask(question)
    assert values(said) == sorted(flat(w) for w in wanted), said["text"]
    for quote in said["evidence"]:
        assert union.text(quote["document"])[quote["start"] : quote["end"]] == quote["quote"]


CITIES: list[tuple[str, dict[str, list[str]], str]] = [
    ("困难帮扶资金云州筹多少汐江筹多少？", {"云州": ["320万元"], "汐江": ["210万元"]}, ""),
    ("云州和汐江谁的帮扶资金目标高？", {"云州": ["320万元"], "汐江": ["210万元"]}, "云州高"),
    (
        "云州和汐江哪个市计划新建的户外劳动者服务站点少？",
        {"云州": ["26个"], "汐江": ["19个"]},
        "汐江少",
    ),
]


@pytest.mark.parametrize(("question", "wanted", "told"), CITIES, ids=[q for q, _, _ in CITIES])
def test_two_cities_by_the_same_side(
    union: Gonghui, question: str, wanted: dict[str, list[str]], told: str
) -> None:
    said = union.ask(question)
    assert said["answer"]["by_city"] == wanted
    assert told in said["text"]


@pytest.mark.parametrize("question", ["命名文件1份是哪项任务的成果？", "会员名册是哪项工作的成果？"])
def test_the_task_of_a_result(union: Gonghui, question: str) -> None:
    (task,) = union.ask(question)["answer"]["tasks"]
    assert task["number"] == {"命": "3", "会": "2"}[question[0]]


NOT_SAID = [
    "江风亭一共挽回了多少钱？",
    "路口课堂每期补助多少钱？",
    "护骑行动的满意率要达到多少？",
    "护骑行动的督查什么时候开始？",
    "热饭行动的完成时限是什么时候？",
    "云州第一季度要建多少个云灯小栈？",
    "云州第四季度发展多少会员？",
    "夜航书屋第一季度有没有安排？",
    "归队计划第一季度有没有安排发展会员？",
    "谁分管汐江市总工会的组织部？",
    "常思远分管哪些部门？",
    "三访四问里的三帮是什么？",
    "护骑行动领导小组的联络员是谁？",
    "汐江哪个部室联系东塘县总工会？",
]


@pytest.mark.parametrize("question", NOT_SAID)
def test_what_is_not_said(union: Gonghui, question: str) -> None:
    said = union.ask(question)
    assert said["answerable"] is False, said["text"]


FOLLOWED: list[tuple[str, str, list[str]]] = [
    ("青岭县的县区联络员是谁？", "松湾区呢？", ["温庭月"]),
    ("热饭行动的牵头部门是哪个？", "配合部门呢？", ["权益保障部"]),
    ("护骑行动要培训多少名骑手？", "什么时候前完成？", ["2031年10月底前"]),
    ("归队计划第二季度发展多少会员？", "第三季度呢？", []),
]


@pytest.mark.parametrize(("before", "question", "wanted"), FOLLOWED, ids=[q for _, q, _ in FOLLOWED])
def test_a_question_after_another(union: Gonghui, before: str, question: str, wanted: list[str]) -> None:
    said = union.ask(question, previous=before)
    assert values(said) == sorted(flat(w) for w in wanted), said["text"]
