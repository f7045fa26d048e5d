"""What is a Chinese personal name (姓名)?

A name has a shape: a surname and one or two signs (张三, 欧阳明), two such signs set wide (李 四), a
transcribed name with dots (阿依古丽·买买提), or a masked one (王某某, 李XX). The shape alone never makes a
person: 高度 and 安全 have it too. Callers bring the context (a role, a list, 同志, a table column).

Surnames: 《百家姓》 and the Ministry of Public Security's yearly name report (公安部《全国姓名报告》), which
ranks the most frequent; the rest are rare ones that name lists do show.
"""

from __future__ import annotations

import re
from typing import Final

HAN: Final = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
"""Range of Han signs for a character class; rare given names stand outside the basic block."""

SURNAMES: Final = frozenset(
    # 公安部姓名报告: the hundred most frequent
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向"
    "常汤康易乔赖文施洪辛柯庄温牛樊葛邢安齐伍庞颜倪聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮纪梅童"
    # 《百家姓》 and registers: the rest
    "凌毕单裴霍成苗谷盛曲翁冉骆蓝路游靳辜管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时阳阎穆农司卓古吉缪简车项连芦麦"
    "褚娄窦戚景党宫费卜冷晏席卫米柏宗瞿桂全应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查"
    "麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴"
    "盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭"
    "况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植苍鞏"
    "丘季岑沐涂"
    "冒佟水窝凤昌酆郗滑贝皋咸计伏和萧湛汲邴糜松段富巫乌焦巴弓牧隗山谷宓蓬郗班仰秋仲伊宫暴甘钭祖武符刘景詹"
    "束龙叶幸司韶郜黎蓟溥印怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阳郁胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑"
    "濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东"
    "欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公"
    "仉督岳帅缑亢况郈有琴商牟佴佘伯赏墨哈谯笪年爱阳佟言福肖闫付代覃邸苑刑荀羿喜线回母"
)
COMPOUND_SURNAMES: Final = (
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "司徒", "司空", "端木",
    "轩辕", "长孙", "宇文", "独孤", "南宫", "西门", "东郭", "百里", "呼延", "闻人", "澹台", "公冶", "宗政", "濮阳",
    "淳于", "单于", "太叔", "申屠", "仲孙", "钟离", "鲜于", "闾丘", "亓官", "司寇", "子车", "颛孙", "巫马", "公西",
    "漆雕", "乐正", "壤驷", "公良", "拓跋", "夹谷", "宰父", "谷梁", "段干", "东门", "南门", "羊舌", "第五", "赫连",
    "万俟", "纳兰", "完颜", "叶赫", "哈斯",
)  # fmt: skip

AMBIGUOUS_SURNAMES: Final = frozenset(
    "季和于向时任从应全成经相计项单管党国宣商农公都同有通能是由自但年第别干来回有广东后福有言爱"
    "信原居满位利强修益展平明海南水山红双秋喜线越养终有空东空却扶充伯赏有支步初强玉银位司班车门官"
)
"""Surnames that begin everyday words: in running text they want a sure right boundary."""

_NOT_IN_NAMES: Final = frozenset(
    "的了是不或及与我们你他她它这那哪每些各该副组部局委处科股厅省市县区镇乡街您什么怎把被给吗呢吧啊"
    "级届条款项号表附件页机厂店校院所司队站室馆库课题员工务务议案制度"
)
"""Signs that no given name has: function words, and what offices and papers are called by."""

_WORDS: Final = frozenset(
    # everyday words that begin with a surname sign, by that sign
    (
        "高度 高质 高级 高效 高温 高新 高水 高标 高等 高中 高校 高层 高位 高技 高速 高原 "
        "高空 高考 高龄 高处 高峰 安全 安排 安康 安装 安置 安心 安徽 安定 成立 成员 成为 "
        "成果 成功 成效 成绩 成长 成熟 成都 成本 成人 成年 全面 全国 全市 全省 全县 全区 "
        "全体 全力 全程 全部 全员 全会 全年 全总 应当 应该 应急 应用 应对 应保 应建 任务 "
        "任职 任期 任命 任何 任免 任教 方面 方案 方式 方法 方向 方针 方便 方可 常务 常态 "
        "常委 常规 常年 常见 常住 常驻 常抓 常设 时代 时间 时期 时任 时刻 时候 时要 相关 "
        "相应 相互 相对 相结 相当 计划 计算 项目 单位 单独 单项 单建 管理 管辖 党组 党委 "
        "党建 党员 党政 党的 党群 党风 党纪 党史 党性 党课 党内 党支 党总 党工 党校 党费 "
        "党和 温暖 温馨 关于 关心 关爱 关注 关系 关键 关怀 文化 文明 文件 文体 文艺 文字 "
        "文教 文联 文旅 文创 严格 严肃 严明 严重 严守 严防 严禁 平台 平安 平等 平均 平时 "
        "平稳 国家 国有 国际 国资 国庆 国网 国企 国民 国防 金融 金秋 金牌 金额 包括 包含 "
        "包联 包抓 包保 包村 连续 连接 连锁 何种 左右 章程 宣传 宣讲 宣布 宣读 宣教 宣誓 "
        "支持 支部 支出 支付 支队 支行 明确 明显 明年 明星 施工 施行 施策 强化 强调 强国 "
        "强基 强市 车间 车辆 水平 水利 水务 水电 路线 路径 路段 江苏 江西 江南 江北 花园 "
        "花费 华东 华南 华北 华侨 石油 石化 石材 白天 白衣 黄金 黄河 黄海 黄山 牛奶 马上 "
        "马路 马克 毛泽 商务 商业 商会 商贸 商户 商品 商圈 商讨 农民 农业 农村 农林 农商 "
        "农场 农资 公司 公开 公务 公益 公安 公布 公示 公共 公正 公平 公众 公园 公文 公告 "
        "公会 万人 万元 万名 万家 万余 万众 易地 易班 周年 周期 周末 周边 周到 程序 程度 "
        "辛勤 辛苦 许可 许多 康复 康养 古城 古镇 古代 尚未 尚有 尚无 石家 解决 解放 解读 "
        "解困 解除 解答 解难 强弱 经费 经济 经审 经营 经验 经过 经理 经贸 经办 项下 田间 "
        "司机 司法 司令 和谐 和平 和睦 和解 于是 于今 向上 向下 向前 向心 向导 向党 向全 "
        "向大 向社 向各 向广 步骤 步入 步伐 步行 边远 边境 边界 习惯 习近 年度 年终 年底 "
        "年初 年内 年会 年年 年轻 年龄 年均 福利 福建 广大 广泛 广场 广播 广州 广东 广西 "
        "广告 南京 南方 南昌 南宁 南通 海南 海关 海洋 海外 东部 东方 东北 东风 东城 双方 "
        "双向 双创 双百 双拥 双节 双休 双重 通知 通过 通报 通信 通讯 通道 通告 通用 有关 "
        "有效 有力 有序 有限 有机 能力 能够 能源 能手 别是 原则 原有 原因 原来 居民 居住 "
        "居家 干部 干事 干净 干群 来自 来源 来信 来访 来电 利用 利益 修订 修改 修复 展示 "
        "展开 展览 展现 信息 信访 信用 信心 信念 信任 信号 信箱 爱心 爱国 爱岗 爱护 爱党 "
        "红色 红旗 红军 同志 同时 同意 同级 同步 同心 同事 同类 自觉 自身 自我 自主 自治 "
        "自愿 自查 但是 由于 回访 回应 回顾 回收 回馈 满意 满足 满族 回族 蒙族 苗族 藏族 "
        "土家 壮族 彝族 终身 终于 元旦 元宵 元素 盛大 盛会 盛夏 燕赵 申报 申请 申领 申办 "
        "申诉 班子 班组 班长 班级 山东 山西 山区 山城 云南 云端 云计 云平 云课 智慧 智能 "
        "智力 初心 初步 初级 初中 初审 初赛 富民 富强 荣誉 荣获 荣军 劳动 劳模 劳资 劳务 "
        "师徒 师德 师傅 师资 师生 师范 越来 越是 保障 容易 位于 位列 喜迎 喜庆 喜报 喜获 "
        "都要 都是 都市 都能 空间 空白 空调 封闭 封面 封控 席卷 巩固 寿险 凤凰 松散 段落 "
        "牧区 牧民 牧场 乌鲁 后期 后续 后勤 后备 后盾 须知 须经 充分 充实 充足 却是 从严 "
        "从业 从事 从而 从快 从重 扶贫 扶持 扶助 益民 房屋 房产 舒适 路灯 练兵 练习 简单 "
        "简化 简称 简报 简介 简历 官方 官网 官微 门户 门诊 门槛 查找 查摆 查处 查看 查询 "
        "查阅 查验 谈话 谈心 谈判 古稀 帅才 麦田 宁夏 宁波 符合 符号 甘肃 甘于 甘当 祝福 "
        "祝贺 祝愿 柳州 兰州 齐心 齐抓 齐全 齐聚 武汉 武警 武装 莫过 孔雀 龙头 夏季 夏令 "
        "夏送 冬季 秋季 江河 湖北 湖南 沙龙 沙漠 游戏 游客 游园 盘活 盘点 满天 战略 战线 "
        "战斗 战役 战时 隆重 慰问 银行 银川 玉树 池州 童心 童趣 温州 杭州 苏州 徐州 郑州 "
        "常州 泰州 查实 建会 平凡 平常 平衡 丰富 丰收 丰田 阳光 阳泉 梅花 林业 林场 林草 "
        "林区 钟点 钱款 钱财 纪念 纪委 纪检 纪律 纪实 纪要 施展 席位 席间 位置 卫生 卫健 "
        "卫计 卫士 项链 苗木 甄选 甄别 谷雨 谷物 车船 车主 司乘 毕业 毕竟 冷链 冷静 燕京 "
        "全域 应届 单亲 成品 方阵 方能 管道 管控 管护 强力 强大 巴蜀 蓝天 蓝领 蓝图 蓝海 "
        "金山 石景 海港 左侧 乐于 乐享 乐园 乐观 易于 贺信 贺词 顾问 顾客 顾虑 史料 史诗 "
        "黎明 党校 党派 党中 国务 国旗 国歌 盖章 印发 印章 印制 敬老 敬业 敬请 敬佩 计生 "
        "计件 计时 计入 计提 "
    ).split()
)
"""Two-sign beginnings of everyday words and place names that are no names."""

REFERENCE_FIGURES: Final = frozenset(
    # leaders of party and state, classics of Marxism
    "习近平 毛泽东 邓小平 江泽民 胡锦涛 周恩来 刘少奇 孙中山 李大钊 陈独秀 李克强 赵乐际 王沪宁 丁薛祥 "
    "栗战书 王东明 "
    # models whom everybody is told to learn from (时代楷模, 全国道德模范, 最美奋斗者)
    "雷锋 焦裕禄 王进喜 孔繁森 黄文秀 张桂梅 时传祥 赵占魁 郝建秀 孟泰 许振超 黄大年 廖俊波 李保国 张富清 杨善洲 "
    "谷文昌 钟南山 袁隆平 屠呦呦 邱娥国 包起帆 李素丽 郭明义 林俊德 钱学森 邓稼先 南仁东 王继才 甘祖昌 张海迪 "
    "白求恩 张思德 董存瑞 黄继光 邱少云 刘胡兰 赵一曼 江竹筠 林祥谦 苏兆征 邓中夏".split()
)
"""Figures that papers hold up as examples; they are no people of the graph. Publicly named honours lists."""

_NEVER_FIRST: Final = frozenset("来和有同由自但别却能从都越通后得年空出")
"""Rare surnames that, right after a role in running text, are nearly always a word: 主席来云州授课."""

_DOT = "·•‧・･∙"
_MASK = "某×ＸX＊*○〇△"
_COMPOUND = "|".join(COMPOUND_SURNAMES)
_SURNAME_CLASS = "[" + "".join(sorted(SURNAMES)) + "]"
NAME: Final = (
    rf"(?:(?:{_COMPOUND})[{HAN}]{{1,2}}|{_SURNAME_CLASS}(?:[{HAN}]{{1,2}}|[{_MASK}]{{1,3}})"
    rf"|[{HAN}]{{2,8}}(?:[{_DOT}][{HAN}]{{2,8}}){{1,2}})"
)
"""Pattern of one name as it stands in running text (no groups); check what it finds with `is_name`."""

_COMPOUND_SET = frozenset(COMPOUND_SURNAMES)
_DOTTED_FULL = re.compile(rf"[{HAN}]{{1,10}}(?:[{_DOT}.．][{HAN}]{{1,10}}){{1,3}}")
_MASKED_FULL = re.compile(
    rf"(?:{_COMPOUND}|{_SURNAME_CLASS})(?:[某]{{1,2}}|[{_MASK}]{{1,3}}|某[{HAN}]|[{HAN}][某×*＊])"
)
_HAN_ONLY = re.compile(rf"[{HAN}]+")


def is_name(text: str) -> bool:
    """Whether `text`, without white space, has the shape of one whole name and is no everyday word."""
    size = len(text)
    if size < 2 or text in _COMPOUND_SET:
        return False
    if _MASKED_FULL.fullmatch(text):
        return True
    if _DOTTED_FULL.fullmatch(text):
        return True
    if text[:2] in _COMPOUND_SET and 3 <= size <= 4 and _HAN_ONLY.fullmatch(text):
        return not any(c in _NOT_IN_NAMES for c in text[2:])
    if size > 3 or text[0] not in SURNAMES or not _HAN_ONLY.fullmatch(text):
        return False
    return text[:2] not in _WORDS and not any(c in _NOT_IN_NAMES for c in text[1:])


def is_name_in_column(text: str) -> bool:
    """Whether a cell under 姓名 holds a name: there, rare surnames and undotted minority names (次仁卓玛) pass too."""
    if is_name(text):
        return True
    if not 2 <= len(text) <= 6 or not _HAN_ONLY.fullmatch(text):
        return False
    if len(text) == 3 and text[0] in SURNAMES:  # 谷雨晴 begins with a word, and is none
        return not any(c in _NOT_IN_NAMES for c in text[1:])
    return text[:2] not in _WORDS and not any(c in _NOT_IN_NAMES for c in text)


def is_reference_figure(name: str) -> bool:
    """Whether `name` is a leader of state or a famous model, whom papers quote and whom no paper employs."""
    return name in REFERENCE_FIGURES


_BREAK = frozenset("，。；：、！？,;:!?（）()“”\"'《》〈〉【】[]〔〕—-…/|\t\n\r \u3000")
_FOLLOW_STRONG = re.compile(
    r"同志|老师|教授|律师|等|任|兼任|担任|作为|作了|作报告|作题|作讲|作重|作工|作专|作动|做了|做专|做报|做典|做示|做主|致辞|讲话|讲授"
    r"|宣讲|宣读|宣布|主持|出席|参加|参与|带队|带领|率队|率领|率|介绍|代表|开展|深入|调研|走访|慰问|看望|前往|一行|先后|荣获|获评|获得"
    r"|获|被|当选|负责|牵头|分管|联系|接受|陪同|强调|指出|要求|表示|认为|说|亲自|现场|分别|围绕|结合|授课|主讲|担纲|领衔|创建|的|为"
    r"|以|应邀|受邀|传达|部署|总结|通报|汇报|听取|检查|督导|指导|组织|发言|签订|签署|揭牌|授牌|颁奖|向|在|对|就|到|赴|和|与|及|从|将"
    r"|是|于|因|由|还|也|已|同|给|把|用|来|率先|劳模|创新工作室|工作室|事迹|先进"
)


def _follow(text: str, at: int) -> int:
    """How surely a name ends at `at`: 2 punctuation or a longer word, 1 a word of one sign, 0 not."""
    if at >= len(text) or text[at] in _BREAK:
        return 3
    found = _FOLLOW_STRONG.match(text, at)
    if found is None:
        return 0
    return 1 if found.end() - at == 1 else 2


def name_at(text: str, at: int) -> int:
    """End of the name that starts at `at` in running text, or -1. The words after it settle its length."""
    head = text[at : at + 4]
    if len(head) < 2:
        return -1
    sizes = (4, 3) if head[:2] in _COMPOUND_SET else (3, 2)
    wanted = 2 if head[0] in AMBIGUOUS_SURNAMES else 1
    best, best_rank = -1, 0
    if (text[at] in SURNAMES and text[at] not in _NEVER_FIRST) or sizes[0] == 4:
        for size in sizes:
            if at + size > len(text) or not is_name(text[at : at + size]):
                continue
            rank = _follow(text, at + size)
            if rank >= wanted and rank > best_rank:
                best, best_rank = at + size, rank
    if best < 0:
        dotted = _DOTTED_AT.match(text, at)
        if dotted is not None and _follow(text, dotted.end()):
            return dotted.end()
    return best


_DOTTED_AT = re.compile(rf"[{HAN}]{{2,8}}(?:[{_DOT}][{HAN}]{{2,5}}){{1,2}}")


def name_before(text: str, end: int, floor: int) -> list[int]:
    """Starts of every name-shaped run that ends at `end`, longest first, none before `floor`."""
    starts = []
    for size in (4, 3, 2):
        start = end - size
        if start < floor:
            continue
        piece = text[start:end]
        if size == 4 and piece[:2] not in _COMPOUND_SET:
            continue
        if is_name(piece):
            starts.append(start)
    return starts


def ends_in_name(text: str, start: int, end: int) -> int:
    """Start of the name that closes text[start:end], a unit before it or nothing (财政局李明), or -1.

    A third sign joins the name where it can be a surname; 局 in 财政局李明 cannot.
    """
    floor = max(start, end - 24)
    dot = _DOTTED_END.search(text, floor, end)
    if dot is not None:
        return dot.start()
    found = name_before(text, end, start)
    for at in found:
        if at == start or at - start >= 2:
            return at
    return -1


_DOTTED_END = re.compile(rf"[{HAN}]{{2,6}}(?:[{_DOT}][{HAN}]{{2,6}}){{1,2}}(?![\s\S])")
