"""Which namings are one person (同名与误识)?

One name under one employer is one person; one name under two employers is two, unless they share a telephone
number. Two names that differ in one look-alike sign (末/未, 璋/琿) are one where one document gives both the
same post and employer, or the same liaison seat, and nowhere lists them as two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.resolution.clusters import hub_pairs, lists, pairs_of
from kg.resolution.homes import home, plain
from kg.resolution.model import Candidate, Node

__all__ = ["apart", "candidates", "exclusive", "look_alike"]

# The 214 radicals in order. The Unicode Standard (chapter 18, East Asia) arranges U+4E00..U+9FA5 by radical
# and strokes, each radical standing at the head of its signs: so the signs of one radical are one range.
_RADICALS = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳"
    "心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶"
    "网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁"
    "風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠"
)
_STARTS = [ord(sign) for sign in _RADICALS]
# Ranges too small to share more than one stroke by chance: 一 丨 丶 丿 乙 亠 hold signs of every shape.
_SHAPELESS = frozenset("一丨丶丿乙亅二亠儿入八冂几勹匕匚匸十卜卩厂厶又")
# Signs of people's names that printers' and scanners' errors exchange across radicals: alike but for one
# part.
_ALIKE: tuple[str, ...] = (
    "己已巳",
    "末未",
    "日曰",
    "土士",
    "干千于",
    "天夭",
    "人入",
    "大太",
    "王玉",
    "田由甲申",
    "戊戌戍",
    "今令",
    "午牛",
    "伟玮炜纬苇",
    "辉晖珲浑琿",
    "俊峻骏竣浚",
    "清晴靖菁情请",
    "娟涓捐鹃",
    "岚凤风",
    "刚钢岗纲",
    "琪棋淇祺",
    "琦绮",
    "瑞端",
    "莉利俐",
    "芳方坊",
    "萍苹",
    "铭名茗",
    "洁浩诰",
    "建健键",
    "颖颍",
    "昊吴",
    "杨扬",
    "祥样",
    "波坡",
    "桂挂",
    "晨晟",
    "冰水永",
    "泳咏",
    "丽俪",
    "兵乒",
    "彬杉",
    "瑜渝愉榆",
    "璐潞露路",
    "瑶遥谣摇",
    "锋峰烽蜂",
    "泽择译",
    "哲晢",
    "宏宠",
    "良艮",
    "荣莹萤",
    "侯候",
    "喜熹嘉",
    "雪雷",
    "霞露",
    "静净",
    "珍玲",
    "琳淋",
    "慧惠",
    "昕听",
    "沂圻",
    "礼札",
    "祖租",
    "革草",
    "磊叠",
    "森淼",
    "朋明",
    "昌冒",
    "丹舟",
    "民氏",
    "贤贵",
    "暉輝",
    "钧均筠",
    "勤勒",
    "敏敬",
    "延廷",
    "亨享",
    "淑椒",
    "梓样",
    "逸免",
)
# Signs of names that share the part that is read (声旁): alike to a scanner, and to a typist who chooses by sound.
_SAME_PHONETIC: tuple[str, ...] = tuple(
    (
        "成诚城盛铖晟 青清晴靖菁情倩请静婧精 章璋彰漳樟 令玲铃岭龄伶聆 方芳坊访纺 文雯纹汶玟 华桦骅烨 "
        "平萍苹坪 东栋冻 军晖辉珲浑挥 良朗琅 名铭茗 明萌盟 林琳霖彬 心沁芯 月玥 可珂柯轲 吉洁结桔 "
        "其琪淇棋祺旗 奇琦骑绮 生笙胜 正征政 云芸耘 元沅园远 原源塬 昌倡菖 召昭绍韶招 中钟忠仲 "
        "交姣皎佼校 加嘉佳 皮波坡 皇煌凰 冈刚钢岗纲 共洪恭 弘泓 工江红虹 奂焕换涣 会绘荟 惠蕙 "
        "己纪记 建健键 将蒋奖 介界 京景琼 俊骏峻竣浚 君郡群 凯恺铠 康慷 蓝篮 乐栎 雷蕾 离璃漓 "
        "丽俪骊 利莉俐 连莲琏涟 列烈 龙珑泷 卢泸 路露璐 仑伦轮 曼漫蔓 民珉岷 木沐 南楠 宁柠 朋鹏 "
        "乔桥侨娇骄 全铨荃 然燃 容蓉榕熔 申坤绅 廷庭挺 童潼 威葳 韦伟玮炜苇纬 维唯惟 吾梧 希稀 "
        "西茜 相湘 肖潇霄 辛莘新 宣萱 寻浔 阳扬杨 尧瑶晓 英瑛 永咏泳 振震 知智 舟周 宗综 兰澜 "
        "光晃 辰晨振 亭婷停 安鞍 彦颜 宾滨 保堡 博搏 昊皓浩 贝蓓 秋楸 予舒 包苞 冬佟 丁汀 度渡 "
        "尔迩 凡帆 丰峰锋烽 冯凭 夫芙 甫辅 复馥 古怡 官棺 桂佳圭 果菓 含晗 禾和 合和 恒桓 户沪 "
        "怀淮 金锦 久玖 来莱徕 里理 刘浏 录绿 马玛 孟梦 末沫 莫漠 尼妮 农浓 潘蟠 齐济 丘邱 "
        "荣嵘 尚裳 士仕 叔淑 孙荪 唐塘 同桐铜 王旺汪 未味 五伍 武斌 夕汐 息熄 祥翔 星醒 亚娅 "
        "炎琰 羊洋 衣依 宜谊 亿忆 义仪 亦奕 颖颍 勇涌 于宇 之芝 支枝 直植 至致 主柱"
    ).split()
)
# Posts that so many hold that sharing one says nothing.
_COMMON_POSTS = frozenset(
    {
        "成员",
        "组员",
        "委员",
        "科员",
        "干部",
        "工作人员",
        "同志",
        "职工",
        "会员",
        "联系人",
        "劳动模范",
        "先进个人",
    }
)
_PAIRS = frozenset((a, b) for group in (*_ALIKE, *_SAME_PHONETIC) for a in group for b in group if a != b)


def look_alike(a: str, b: str) -> bool:
    """Whether two signs differ as a scanner's error might: listed as alike, or of one radical and near in
    strokes.
    """
    if (a, b) in _PAIRS:
        return True
    one, two = ord(a), ord(b)
    if not (0x4E00 <= one <= 0x9FA5 and 0x4E00 <= two <= 0x9FA5):
        return False
    left, right = bisect_right(_STARTS, one) - 1, bisect_right(_STARTS, two) - 1
    if left != right or _RADICALS[left] in _SHAPELESS:
        return False
    size = (_STARTS[left + 1] if left + 1 < len(_STARTS) else 0x9FA6) - _STARTS[left]
    # In one radical's range the signs go by strokes: within a third of it they have about as many.
    return abs(one - two) <= max(12, size // 3)


def exclusive(node: Node, renamed: Mapping[tuple[str, str], str]) -> dict[str, frozenset[str]]:
    """A person's employer."""
    where = home(node, renamed)
    return {"employer": frozenset((where,))} if where else {}


def apart(nodes: Iterable[Node]) -> list[tuple[str, str]]:
    """Pairs that a document names as two: side by side in a list, or in one seat of one group."""
    nodes = list(nodes)
    pairs = pairs_of(lists(nodes))
    seats: dict[tuple[str, str], set[str]] = {}
    for node in nodes:
        for seat in node.get("seat"):
            for document in node.documents:
                seats.setdefault((document, seat), set()).add(node.iri)
    names = {node.iri: plain(node.name) for node in nodes}
    pairs += pairs_of(frozenset(ids) for ids in seats.values() if len(ids) > 1)
    return [(a, b) for a, b in pairs if names.get(a) != names.get(b)]


def candidates(nodes: Iterable[Node], renamed: Mapping[tuple[str, str], str]) -> Iterator[Candidate]:
    """Joins among people. Only one name, or one document and surname, is ever compared."""
    nodes = list(nodes)
    homes = {node.iri: home(node, renamed) for node in nodes}
    by_name: dict[str, list[Node]] = {}
    for node in nodes:
        for name in sorted(set(map(plain, node.names))):
            by_name.setdefault(name, []).append(node)
    for name, same in by_name.items():
        if len(same) > 1:
            yield from _one_name(name, same, homes)
    yield from _misread(nodes, homes)


def _one_name(name: str, same: list[Node], homes: Mapping[str, str]) -> Iterator[Candidate]:
    employed: dict[str, list[Node]] = {}
    unknown: list[Node] = []
    for node in same:
        if homes[node.iri]:
            employed.setdefault(homes[node.iri], []).append(node)
        else:
            unknown.append(node)
    for nodes in employed.values():
        for a, b in hub_pairs(n.iri for n in nodes):
            yield Candidate(a, b, "person-same-employer", f"同一单位的同名人员“{name}”。", 1)
    # No employer said: the one employer that this very document gives the name, else the others of the
    # document.
    for node in unknown:
        here = [n for nodes in employed.values() for n in nodes if n.documents & node.documents]
        if len({homes[n.iri] for n in here}) == 1:
            first = min(n.iri for n in here)
            reason = f"同一份文件中只有一位“{name}”写明单位，未写单位的同名即此人。"
            left, right = sorted((node.iri, first))
            yield Candidate(left, right, "person-same-document", reason, 2)
    loose: dict[str, list[str]] = {}
    for node in unknown:
        for document in node.documents:
            loose.setdefault(document, []).append(node.iri)
    for document, ids in sorted(loose.items()):
        if len({homes[n.iri] for n in same if document in n.documents and homes[n.iri]}) > 1:
            continue
        for a, b in hub_pairs(ids):
            yield Candidate(
                a, b, "person-same-document", f"同一份文件中两处的同名人员“{name}”，均未写单位。", 3
            )
    contacts: dict[str, list[str]] = {}
    for node in same:
        for contact in node.get("contact"):
            contacts.setdefault(plain(contact), []).append(node.iri)
    for ids in contacts.values():
        for a, b in hub_pairs(ids):
            yield Candidate(a, b, "person-same-contact", f"同名人员“{name}”的联系方式相同。", 1, True)


def _misread(nodes: list[Node], homes: Mapping[str, str]) -> Iterator[Candidate]:
    """Names one look-alike sign apart, in one document, with the same post and employer or the same liaison
    seat.
    """
    blocks: dict[tuple[str, str, int, str], set[str]] = {}
    found = {node.iri: node for node in nodes}
    for node in nodes:
        name = plain(node.name)
        if not 2 <= len(name) <= 4:
            continue
        for document in node.documents:
            for at in range(1, len(name)):
                rest = name[:at] + "\x00" + name[at + 1 :]
                blocks.setdefault((document, rest, len(name), name[0]), set()).add(node.iri)
    for (_, rest, _, _), ids in sorted(blocks.items()):
        if len(ids) < 2:
            continue
        at = rest.index("\x00")
        alike: dict[str, set[str]] = {}
        for a, b in combinations(sorted(ids), 2):
            one, two = found[a], found[b]
            left, right = plain(one.name)[at], plain(two.name)[at]
            if left != right and look_alike(left, right) and _one_post(one, two, homes):
                alike.setdefault(a, set()).add(plain(two.name))
                alike.setdefault(b, set()).add(plain(one.name))
        for a, b in combinations(sorted(alike), 2):
            name, other = plain(found[a].name), plain(found[b].name)
            # Two look-alikes of one name: nobody can say which of them was misread.
            if alike[a] == {other} and alike[b] == {name}:
                signs = f"{name[at]}/{other[at]}"
                reason = (
                    f"同一份文件中“{name}”与“{other}”只差一个形近字（{signs}），单位、职务相同，疑为误识。"
                )
                yield Candidate(a, b, "person-look-alike", reason, 4)


def _one_post(a: Node, b: Node, homes: Mapping[str, str]) -> bool:
    left, right = homes[a.iri], homes[b.iri]
    if left and right and left != right:
        return False
    if a.get("liaison") & b.get("liaison"):
        return True
    departments = a.get("department"), b.get("department")
    if departments[0] and departments[1] and not departments[0] & departments[1]:
        return False
    return bool(left == right and left and (a.get("roles") & b.get("roles")) - _COMMON_POSTS)
