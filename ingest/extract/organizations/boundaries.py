"""Where may a body's name begin: after which words and signs?"""

from __future__ import annotations

# Words after which a name begins. Verbs and connectives as official texts use them before bodies.
BEFORE = frozenset(
    (
        "联合 会同 配合 协同 协调 组织 指导 支持 推动 督促 督导 帮助 协助 接受 报送 上报 报请 提请 请示 邀请 慰问 走访 调研 深入 前往 根据 按照 遵照 落实 贯彻 执行 学习 依据 依托 通过 成立 建立 组建"
        " 新建 设立 隶属 属于 作为 成为 担任 兼任 推荐 选举 当选 命名 授予 获得 荣获 评为 下发 印发 转发 制定 出台 发布 召开 举办 开展 承办 主办 协办 参加 参与 加强 完善 推进 提高 确保 争取 得到 取得 借助"
        " 利用 发挥 服务 联系 对接 沟通 来到 走进 进入 现任 以及 并由 同时 其中 包括 例如 监督 检查 考核 评选 表彰 奖励 汇报 协商 合作 签订 签约 出席 听取 传达 围绕 结合 坚持 促进 维护 保障 推选 选送"
        " 选派 抽调 动员 号召 要求 部署 安排 下达 拨付 资助 承接 委托 对口 经由 派驻 入驻 驻在 设在 设于 位于 就读 赶赴 驰援 参观 观摩 考察 赴 带领 率领 协商 交流 获评 被评 是 为 在 由 和 与 及 对 向 到 从"
        " 送至 报送至 上报至 报至 贯通 给 被 将 经 按 据 把 请 让 随 等 的 了 以 并 或 往 跟 同 如 即 其 原 送 报 赴 当 年 月 年初 年底 今年 去年 明年 强化 提升 增强 深化 配强 配齐 进 搞好 做好 了解 联手 携手 举行 主管 主持 负责 牵头 申报 建成 完成 实现 涉及 覆盖 涵盖 认定 创建 培育"
        " 打造 选树 宣传 报道 感谢 支援 援助 反映 反馈 提交 审议 审批 批准 同意 印送 抄送 主送 抄报 呈报 致函 函告 商请 转交 移交 交由 交 报经 提请 推荐 举荐 聘请 聘任 任命 选任 挂靠 依靠 以便 经过 关于 来自 出自 源于 基于"
        " 先后 分别 多次 积极 主动 及时 认真 继续 进一步 共同 一起 一并 直接 定期 还 也 都 已 又 再 曾 均 让 使 令 替 代表 启动 首批 包含 比如 特别是 尤其是 主要 抓好 做好 制发 转载 联络 挂牌 揭牌"
    ).split()
)
_KEEP = frozenset(
    "华为 和谐 和平 和信 和顺 和美 和县 永和 太和 中和 向阳 同心 同济 为民 当涂 大同 同仁 同创 和田 和林 向日葵 同方 家和 家园 家家 万家 名城 名都 其昌 送变电 报业 次元 对外 原野 等".split()
)
# Counting words end before a name only after a number: 12家|公司, X名.
_COUNTS = "家名位个所条项次支座批"
_NUMBERS = "0123456789０１２３４５６７８９XxＸ×多余几数各两一二三四五六七八九十百千万"
END = '，。；：、！？,;:!?（）()《》“”"‘’「」…【】〔〕[]<>＜＞·\n\t\u3000\u00a0 —-－|0123456789０１２３４５６７８９．.'


def boundary(text: str, at: int) -> bool:
    """Whether a name may begin at `at`: after punctuation, or after a word that stands before names."""
    if at <= 0 or text[at - 1] in END:
        return True
    if text[at - 1] in _COUNTS and at > 1 and text[at - 2] in _NUMBERS:
        return True
    return any(text[max(0, at - size) : at] in BEFORE for size in (1, 2, 3))


def name_before(text: str, at: int, longest: int) -> int | None:
    """Where a name of its own (a firm's, a school's) that ends at `at` begins; None where nothing stands before."""
    begin = at
    floor = max(0, at - longest)
    while begin > floor:
        sign = text[begin - 1]
        if sign in "）)" and begin - 1 > floor:
            # 临江（云州）置业, (X)有限公司
            opened = max(text.rfind("（", floor, begin), text.rfind("(", floor, begin))
            if opened < 0 or begin - opened > 8:
                break
            begin = opened
            continue
        if sign in END:
            break
        if _stops(text, begin, at):
            break
        begin -= 1
    while begin < at and text[begin] in "了的和与及、等一":
        begin += 1
    return begin if begin < at else None


def _stops(text: str, begin: int, at: int) -> bool:
    """Whether what stands left of `begin` is a word that ends before names, and not a part of this one."""
    if text[begin - 1] in _COUNTS and begin > 1 and text[begin - 2] in _NUMBERS:
        return True
    for size in (3, 2, 1):
        word = text[begin - size : begin] if begin >= size else ""
        if word in BEFORE:
            if size == 1 and (text[begin - 1 : begin + 1] in _KEEP or text[begin - 2 : begin] in _KEEP):
                return False
            # 服务, 保障, 宣传, 建设 may stand inside a firm's name (云州环卫服务公司), never at its head.
            return not (size == 2 and word in ("服务", "保障", "宣传", "联合", "协同") and at - begin < 3)
    return False
