"""What does a question ask, and what around it are only manners, the asker's circumstances or hearsay (客套、自述、听闻)?

您好，我刚到青岭工会，想请教一下，职工书屋建了几家？急用 asks 职工书屋建了几家; that the asker is at 青岭 may still say
whose paper is meant. Cut at commas and stops, outside of 《》 and “”.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.late_patterns import late

__all__ = ["ASKS", "RULES", "Framed", "Rule", "asks", "framed", "masked"]


@dataclass(frozen=True, slots=True)
class Framed:
    """A question without its frame. `question` is what is asked, `around` what the asker told of himself or of what he
    heard, `aside` the names in brackets that he is not sure of (好像叫X)."""

    question: str
    around: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of framing. `example` is a piece of a question that it takes away, in front of or behind what stays."""

    name: str
    written: str
    example: str


_ME: Final = r"(?:我们|咱们|我|咱|俺们?|本人|鄙人|小弟|在下|笔者)"
_YOU: Final = r"(?:您|你们?|大家|各位|老师们?|同志们?|大神们?|小工|助手|系统|贵会)"
_A_BIT: Final = (
    r"(?:一下子?|下儿?|一下下|一句|一声|一眼|一遍|两句|句(?:话)?|个事儿?|一个事儿?|件事儿?|一件事儿?|点事儿?|一点|一个(?:数据?|数字|问题)"
    r"|[个两]个?(?:数据?|数字|问题|情况|细节)|个(?:数据?|数字|准信|准数))"
)
_LOOK: Final = (
    r"(?:查一查|查查看|查查|查询|查找|查看|查阅|查清楚?|查实|查|找一找|找找看|找找|找出来?|找到|找|看一看|看看|瞧瞧|看|问一问|问问看|问问|问清楚?|问"
    r"|打听打听|打听|了解了解|了解|知道|晓得|弄清楚?|弄明白|搞清楚?|搞明白|搞懂|请教请教|请教|咨询|求证|求教|讨教|核实|核对|核一核|核|确认|对一对"
    r"|说一说|说说看|说说|说明|说|讲一讲|讲讲|讲|聊聊|谈谈|列一列|列出来?|列举|列|告诉|告知|透露|介绍|解释|补齐|补全|回忆|想想|翻一翻|翻翻|翻"
    r"|梳理|归纳|汇总|统计|整理|捋一捋|捋捋|捋|数一数|数数|算算|摘(?:录|出来?)?|挑出来?|提供|发我|给出|比一比|比较|对比|横向(?:比一比|比较|对比))"
)
_ALSO: Final = (
    r"(?:是|就|只|还|也|特别|很|一直|现在|今天|顺便|顺带|再|另外|主要|单|光|正|真|实在|只是|随口|随便|好奇|冒昧|斗胆|弱弱地?|多嘴|厚着脸皮|诚心|专门|简单|大致|直接|详细|具体|仔细|抓紧|(?:用)?一句话|(?:从|在|到|去)(?:手头的?|现有的?)?(?:材料|文件|资料|系统|网上|库|这里)(?:里|中|上|里头)?"
    r"|特意|先|地|有点|有些|急着|急需|急|有事)*"
)
_WISH: Final = rf"{_ALSO}(?:想要|想|需要|要(?!约|素|点)|得|打算|希望|盼着?|来)?(?:请|麻烦|劳烦|劳驾|烦请|烦劳|拜托|恳请|求|有劳|辛苦)?"
_FOR_ME: Final = rf"(?:帮忙|帮助|帮着?|替|给|跟|向|对|同|和|请)?(?:{_ME}|{_YOU})?(?:忙)?"
_LEAD_END: Final = r"(?:的)?(?:就|是|的是|那就是)?[，、：\s]*"
_HEARER: Final = (
    r"(?:各位|尊敬的)?(?:老师|领导|同志|朋友|专家|大神|前辈|师傅|同仁|同事|主任|主席|亲|大哥|大姐)(?:们)?"
)

_PEOPLE: Final = (
    r"(?:我们?)?(?:单位|隔壁|楼上|群里|网上|身边)?(?:的|上)?(?:一?[个位些])?"
    r"(?:工友|同事|朋友|老乡|邻居|家人|媳妇|老公|老婆|领导|人家?|别人|有人|他们|大家|师傅|司机|骑手|同学|亲戚|群友|老师|记者|网友|某人)们?"
)
RULES: Final[tuple[Rule, ...]] = (
    Rule("greeting", rf"(?:{_HEARER})?(?:您|你|你们|大家|各位|{_HEARER})?(?:们)?(?:好|早|早上好|上午好|中午好|下午好|晚上好)(?:呀|啊|哈|哇)?(?=$|[，。！：\s])|(?:哈喽|嗨|喂|在吗|在不在|有人吗|hi|hello|Hi|Hello)(?=$|[，。！？\s])|{_HEARER}(?=[，：！])|辛苦(?:您|你|大家|各位)?(?:了|啦)?(?=$|[，。！])", "各位老师好"),
    Rule("named-greeting", r"[㐀-鿿]{1,5}(?:您|你)们?好(?=[，。！：\s]|$)|[【\[（][㐀-鿿]{2,4}[】\]）]", "小工你好"),
    Rule("who-knows", rf"(?:有)?(?:谁|哪位(?:老师|同志|朋友|大神)?|没有人|有没有人|有人|大家|各位|您|你|你们)(?:能|可以|能够|会|都)?(?:不能|不可以)?(?:帮忙|帮|给)?{_ME}?(?:{_LOOK}|知不知道|知道不知道|清楚|清不清楚|记得){_ME}?{_A_BIT}?[，：\s]*(?=[㐀-鿿〇\d]|$)", "有没有人知道"),
    Rule("label", r"(?:问题?|提问|咨询|求助|疑问|Q|q)\d*[：\s]+|(?:最后|再|还有|另外|第[一二三四五六]|下)(?:再)?(?:问|有)?(?:一个|个|一?个小|一)?(?:问题|问)(?:是|一下|下)?[，：\s]*|急(?=[！，])", "问题："),
    Rule("sorry", rf"(?:(?:实在|真是|非常|很|十分)*(?:不好意思|抱歉|对不起|对不住|叨扰|打扰|打搅|冒昧|失礼))+(?:{_YOU}|一下|一下子|了|啦|哈|啊|地)*(?=$|[，。！：\s问请想])", "不好意思打扰了"),
    Rule("trouble", rf"(?:麻烦|劳烦|劳驾|烦请|烦劳|拜托|恳请|敬请|有劳|辛苦|求助?|请教|请问|敢问|试问|借问|请)(?:{_YOU})?(?:了|啦)?(?:一下子?|一下|下|一声|各位|句)?(?=[，：\s]|$)", "麻烦您了"),
    Rule("please-ask", rf"(?:请问|请教|敢问|试问|借问|请告诉{_ME}|请列出?)(?:{_YOU})?(?:一下子?|下|一声|个问题|一个问题)?[，：\s]*", "请问"),
    Rule("may-i-ask", rf"{_ME}?{_WISH}{_FOR_ME}{_LOOK}(?:{_ME}|{_YOU})?{_A_BIT}{_LEAD_END}", "我就好奇问一句"),
    Rule("i-want-to-know", rf"{_ME}{_ALSO}(?:想要|想|需要|要|得|打算|希望){_FOR_ME}{_LOOK}(?:的)?(?:是|就是)?[，：\s]*(?![了过完着])", "我还想知道"),
    Rule("want-to-know", rf"{_ALSO}(?:想要|想|需要|打算|希望)(?:请|麻烦|拜托)?{_FOR_ME}{_LOOK}(?:的)?(?:是|就是)?[，：\s]*(?![了过完着])", "想弄清楚"),
    Rule("look-for-me", rf"(?:请|麻烦|劳烦|烦请|拜托|劳驾|恳请|求|有劳|辛苦)(?:{_YOU})?(?:帮忙|帮着?|替|给|跟)?{_ME}?(?:忙)?{_ALSO}{_LOOK}(?:{_ME}|{_YOU})?{_A_BIT}?(?:的)?[，：\s]*(?=[㐀-鿿〇\d]|$)", "麻烦帮我查查"),
    Rule("help-me", rf"(?:帮忙|帮|替|给|跟)(?:着)?{_ME}?(?:忙)?{_ALSO}{_LOOK}(?:{_ME})?{_A_BIT}?(?:的)?[，：\s]*(?=[㐀-鿿〇\d]|$)", "给我说说"),
    Rule("could-you", rf"(?:可不可以|能不能|可以不可以|方便不方便|能否|可否|是否可以|是否能|能够?|可以|方便的话|方便)(?:请|麻烦|劳烦)?{_YOU}?(?:帮忙|帮着?|替|给|跟|向|对)?{_ME}?(?:忙)?{_ALSO}{_LOOK}(?:{_ME})?{_A_BIT}?[，：\s]*(?=[㐀-鿿〇\d]|$)", "能不能告诉我"),
    Rule("take-and-list", rf"(?:请|麻烦|劳烦|烦请|拜托|劳驾|能不能|能否|可以|可否|方便|有劳)*(?:{_YOU})?(?:请)?(?:帮忙|帮|替|给)(?:着)?{_ME}?(?:忙)?(?=把|将)", "麻烦您帮我把"),
    Rule("just-say", r"(?:直接|简单|大致|就)(?:说|讲|回答|答|告诉我)(?=[㐀-鿿〇])", "直接说云州"),
    Rule("look", rf"{_ALSO}(?:{_LOOK}(?:{_A_BIT}|{_ME}{_A_BIT}?)|(?:告诉|告知){_ME}|比一比|对比一下|比较一下|说说|讲讲|看看|问问|查查|翻翻|列列|说说看|查一查|查查看)[，：\s]*(?=[㐀-鿿〇\d]|$)", "告诉我云州"),
    Rule("question-is", rf"(?:{_ME})?(?:的)?(?:问题|疑问|疑惑|想法|需求)(?:是|就是|如下|在于)[，：\s]*|(?:有|提)?(?:一?个|几个|点)(?:小)?(?:问题|疑问|事儿?|疑惑)(?:想|要)?(?:问|请教|麻烦)?(?:一下)?{_YOU}?(?:一下)?(?=[，：！。\s])|(?:再|还)?(?:有|多)(?:一?个|一?点)(?:小)?(?:问题|疑问|事儿?)(?=[，：！。\s])|(?:话说|说起来|对了|那个啥|哎|诶|嗯|额|呃|噢|哦|唉|喂)[，\s]+|(?:顺便|顺带|另外)?(?:再)?(?:问|请教)(?:一?句|一下|下)[，：\s]*", "问题是："),
    Rule("hearsay", rf"(?:{_ME})?(?:好像|隐约|依稀|也|还|刚|刚才|刚刚|之前|先前|昨天|前两天|最近|老是|常|总)*(?:(?:听到?|听见|据){_PEOPLE}(?:说|讲|提|聊|议论|传|介绍|透露|反映)(?:起来?|到|过|了)*|听说|听闻|听到|据说|据悉|据了解|看到|看见|瞧见|记得|印象里|印象中|打听到)(?:说)?(?:过|了)?[，：\s]*(?=[㐀-鿿〇\d]|$)", "我听工友说"),
    Rule("who-is-unsure", rf"{_ME}?(?:也|还|就|都|又|实在|真)*(?:不知道?|不晓得|不清楚|不太清楚|不确定|拿不准|吃不准|搞不清|弄不清|说不准)(?:是|到底|究竟)?[，：\s]*(?=[㐀-鿿〇\d])", "不知道"),
    Rule("told-to-ask", rf"[㐀-鿿]{{1,6}}(?:让|叫|要|托|派|安排|催)(?:着)?{_ME}(?:来|去|帮)?(?:忙)?{_LOOK}(?:{_A_BIT})?[，：\s]*|(?:他们?|她们?|人家|对方)(?:就|老|总)?(?:想|要)?(?:问|打听|知道)(?:的是|的)?[，：\s]*", "书记让我问问"),
    Rule("asked-by", rf"(?:{_ME})?(?:这边)?(?:有|刚有|昨天有|今天有)?(?:一?[位个名些]|几[位个])?(?:[㐀-鿿]{{0,4}}?)(?:朋友|同事|记者|同学|亲戚|领导|网友|学员|会员|职工|骑手|工友|群众|代表|委员|老师|学生|人)(?:老是|总|刚|刚才|一直|跑来|来|打电话|发信息)*(?:问|问起|追问|咨询|打听|托|拜托)(?:到|了|起)?{_ME}(?:了|来着)?[，：\s]*", "有位记者朋友问我"),
)  # fmt: skip
"""What stands before the question itself, in a piece of its own or at the front of one."""

TAILS: Final[tuple[Rule, ...]] = (
    Rule("thanks", r"(?:先|万分|非常|十分|谢谢|多谢|感谢|感激|谢|不胜|致)*(?:谢谢|多谢|谢啦|谢了|感谢|感激|感激不尽|致谢|叩谢|谢过|比心|鞠躬|抱拳)(?:您|你|你们|大家|各位|老师|啦|了|哈|啊|啦|先)*", "谢谢您"),
    Rule("urgent", rf"(?:{_ME}?(?:这边|这儿|这)?)?(?:很|挺|比较|有点|特别|非常|十万火)?(?:着?急用?|急着用|急需|急|加急)(?:的|啊|呀|哈|等着|用|着交|着要)*|在线等(?:回复|答案)?(?:挺急的|急)?|等着用|等(?:您|你)?(?:的)?(?:回复|答复|消息|回信)|马上要(?:交|用)了?|坐等|蹲一个", "急用"),
    Rule("filler", r"(?:那个|这个|就是|就是说|关于(?:这|那)?(?:一)?(?:方面|块|个|件事)(?:的)?(?:情况|问题|事情?|内容)?|嗯+|额|呃|哦|噢|诶|哎|唉|对了|话说|是这样的?|事情是这样的?|情况是这样的?)", "那个"),
    Rule("by-the-papers", r"(?:请)?(?:根据|按照?|依据|结合|参照|就)(?:您|你|你们|现有|手头|手里|已有|所?掌握|所有|这些|上述|给定|提供|库里|里|的)*(?:材料|文件|资料|文档|内容|知识库)(?:上|里|中|内容)?(?:所)?(?:写|规定|记载|说)?(?:的)?(?:内容|情况)?(?:来)?(?:回答|作答|说明|答)?", "请根据材料回答"),
    Rule("who-can-tell", rf"(?:有)?(?:谁|哪位(?:老师|同志|朋友|大神)?|有没有人|有人|大家)(?:能|可以|会|来)*(?:说说|讲讲|告诉{_ME}|知道|解答|科普|回答|帮帮忙?|指点|讲一下|说一下)(?:一下)?(?:吗|么|的)?", "谁能说说"),
    Rule("nothing-else", r"(?:别的|其他的?|其它的?|旁的)(?:都|我)?(?:先|就|可以)?(?:不用管?|不要|不必|无所谓|不重要|再说|不问|没了|没有了)|就(?:这|问这)(?:一?个|些|么多)(?:问题)?(?:了)?", "别的不用"),
    Rule("wanted-for", rf"(?:{_ME}|老板|领导|上级|单位|书记|主任)?(?:好|还|都|正)?(?:等着?|写|做|填|交|汇报|报|发|汇总|开会|参考|存档|备查|对比|核对|心里)(?:[㐀-鿿]{{0,6}}?)(?:要|用|有个数|个对比|参考|交|一下|核对)(?:的|呢|了|用)*|(?:明天|今天|下午|马上|下周|月底|后天)(?:就|得|要)*(?:交|用|开会|汇报|上报|报上去|截止)(?:了|的|呢)?|{_ME}?(?:这|的)?(?:记性|脑子|记忆力|眼神|腿脚)(?:不|有点|实在|太)*(?:好|行|差|便|利索|灵光)(?:了|使)?|别嫌{_ME}(?:烦|啰嗦|笨)", "老板等着要呢"),
    Rule("begging", r"(?:拜托|麻烦|辛苦|有劳|劳驾|求求|求|跪求|恳请)(?:您|你|大家|各位|老师)?(?:了|啦|解答|告知|指点|指教|帮助|回复|答复|赐教|科普|解惑|分享)*(?:一下)?", "求指教"),
    Rule("as-you-like", r"(?:尽量|越|最好|务必|一定|千万|可)?(?:别|不要|不用|不必|甭)?(?:漏(?:了|掉|项)?|落下|遗漏|太细|太详细|客气|嫌麻烦|笑话(?:我)?|细说|展开|啰嗦)(?:任何)?(?:一[项个条]|哪[项个条])?(?:都不行)?(?:就行|就好|即可)?|(?:说|给|列)?(?:得)?越(?:详细|快|全|多|具体|准)越好|(?:要|列)?(?:得)?(?:全|完整|齐)(?:一点|一些|的|点)?(?:就行)?|(?:简单|大概|大致)(?:说说|讲讲|列列|列一下|说一下|讲一下)?(?:就行|就好|即可|就可以)|一个都别少|都要|只要(?:数字|数|名字|名称|日期|答案)(?:就行|就好|即可)?", "别漏了"),
    Rule("exact", r"(?:给|要)(?:我)?(?:个|一个|句)?(?:准信|准话|准数|准确数字?|痛快话|数|话|答复|说法|具体数字?|确切数字?)(?:就行|就好|吧|呗)?", "给个准数就行"),
    Rule("forgot", rf"{_ME}?(?:这边|这)?(?:实在|真的?|有点|一时|都|又|怎么都|死活|现在|倒|是|写[㐀-鿿]{{0,6}}|说|背|数)*(?:记不清|记不得|记不住|记不太清|忘|忘记|想不起来|想不起|想不全|想不出来|没找到|没找着|没查到|没看到|没看懂|找不到|找不着|查不到|没印象|没弄明白|没搞懂|搞不清楚?|弄不清楚?|不清楚|不太清楚|不知道|不晓得|不记得|拿不准|说不准|不确定|吃不准|翻了半天|翻遍了|糊涂)(?:了|啦|着|咋回事|在哪|也没找到|没找到|也没看到|得?很)*", "我一时想不起来了"),
    Rule("is-it-there", r"(?:您|你|你们|贵会|咱|咱们)?(?:这边|这里|这儿|那边|那里|手上|手里|手头)?(?:的)?(?:材料|资料|文件|档案|库|系统|文档)?(?:里|里头|里面|中|上)?(?:有没有|有无|有|是否有|能不能|查得到|能)(?:写|提|说|记载|记录|交代|数据?|答案|资料|材料|相关(?:信息|内容|资料|记录)|查到?|找到?)*(?:到|过|明)?(?:吗|么|没有|没|呢)?", "您这边材料里有没有写"),
)  # fmt: skip
"""What stands alone behind it or between."""

#: Signs of asking. 这几件事 and 十几年 ask for nothing.
ASKS: Final = late(
    r"谁|哪|什么|啥|多少|几多|(?<![这那前后近好十无所])几(?![乎十百千]|年来|天[前后]|样(?!东西))|何时|何人|何处|何地|为何|怎么|怎样|如何|咋|是否|有没有|是不是|有无|[吗么]$|多大|多高|多久|多长|甚名|哪(?:里|儿)"
)
_SELF: Final = late(
    rf"^(?:因为|由于|为了|正好|刚好|其实|就是|最近|今天|昨天|刚才|刚刚|目前|现在|前几天|这几天|这两天|上次|之前|原来|本来|毕竟|平时|主要是|不瞒您说|说实话|老实说|平常|经常)*"
    rf"(?:(?:不太?|不大|还不|不怎么)(?:熟悉|了解|清楚|懂|明白|会查)|(?:刚|才|新|初)(?:来|到|接手|上任|入职|调来|接触|入会|加入)|没(?:什么)?(?:经验|头绪|思路)|[㐀-鿿]{0, 6}卡住了|(?:平时|平常|经常|老是|常常?|总)[去来跑在用]|(?:就)?(?:想|打算|准备|正要|要)(?:写|做|填|找|给|去|投|报|送|办|来|发|提|搞)|{_ME}|自己|家里|家中|手里|手头|手上|单位里?|公司里?|厂里|店里|学校里?|办公室里?|领导|老板|上级|上面|头儿|同事|导师|孩子|老公|老婆|媳妇|老家|这边|这儿"
    rf"|有[位个]?(?:朋友|同事|记者|同学|亲戚|领导)|[㐀-鿿]{{0,4}}(?:课题|论文|材料|汇报|报告|表格|表|稿子|简报|作业|台账)(?:要|急|等))"
)
_PURPOSE: Final = late(
    r"^(?:是)?(?:为了?|因为|由于|要|正在|正|在|最近|这阵子|今天|明天|下周|马上|急着)*(?:写|做|搞|填|准备|筹备|办|编|赶|备|核对|统计|整理|汇总|汇报|起草|撰写|研究|调研|学习|复习|备考|参考|借鉴|交|凑|完成|对付|应付|出差|采访|开会|考察|培训|讲课|上课)"
    r"(?:一[个份篇次期]|[个份篇点些])?[㐀-鿿“”]{0,14}?(?:论文|课题|报告|材料|表格|表|稿子?|总结|汇报|发言|简报|方案|文章|作业|课件|PPT|调研|对比|比较|研究|评估|考试|笔记|功课|数据|节目|选题|会议|采访|推文|公众号|用)(?:呢|的|用|时|里)?$"
)
_FIRST_PERSON: Final = late(
    rf"^(?:[㐀-鿿]{{0,3}})?{_ME}(?!会|行|市|省|县|区)|^(?:家里|家中|手里|手头|手上|孩子|老公|老婆|媳妇)"
)
_STATED: Final = late(rf"^{_ME}(?:这里|这边)?(?:说|问|指|要|要问|想问|想要|想查|讲)的(?:是|就是)")
#: 书物，不对，书屋建了几家: what was said before is taken back.
_MISSAID: Final = late(
    r"^(?:啊|哦|噢|呃)?(?:不对|不是|说错了?|打错了?|写错了?|口误|不不|不不不|更正一下)(?:了|啊|哈)?[，。！；：]*$"
)
_PARTICLES: Final = late(
    r"(?:(?:呀|啊|哈|哦|嘛|呗|啦|咧|哩|噢|喔|来着|的说|捏|～|~)+|(?<=[谁么些里儿时天位个少几])呢)(?=[？。！，]*$)"
)
_THEN: Final = late(r"呢(?=[？。！]*$)")
_WHETHER: Final = late(
    r"(?:，?(?:行吗|可以吗|好吗|行不行|可以不|好不好)|吗|(?<!什)(?<!怎)么|嘛)(?=[？。！]*$)"
)
_CUT: Final = late(r"[^，。！？；：\n…]+[，。！？；：\n…]*")
_MASKED: Final = late(r"《[^》]*》|[“\"「『‘][^”\"」』’\n]{1,40}[”\"」』’]")
_ASIDE: Final = late(
    r"（(?:应该|好像|可能|大概|也许|似乎|不知道|不确定|记不清|也|又|现在|以前|原来|就|或者?|还)*(?:是)?(?:叫做?|称为?|名叫|写作|写成|名字叫|名字是|就是|即|是)(?P<name>[㐀-鿿“”A-Za-z0-9]{2,16}?)(?:吧|来着|的|？|吗|什么的|之类的)*）"
)
_MANNERS_ASIDE: Final = late(r"（[^（）]{1,24}）")


def asks(words: str) -> bool:
    """Has the piece a sign of asking, outside of names?"""
    return ASKS.search(masked(words).rstrip("？?。！，；：… ")) is not None


def masked(text: str) -> str:
    """The text with the names in 《》 and “” filled up, sign for sign."""
    return _MASKED.sub(lambda m: "〇" * len(m.group()), text)


@lru_cache(256)
def framed(text: str) -> Framed:
    """The question within a text whose signs are full width. One without a frame comes back as it is."""
    aside = tuple(m["name"].strip("“”") for m in _ASIDE.finditer(text))
    bare = _ASIDE.sub("", text)
    pieces = [bare[m.start() : m.end()] for m in _CUT.finditer(masked(bare))]
    asked: list[str] = []
    around: list[str] = []
    begged = False
    for piece in pieces:
        if _is_tail(piece):
            continue
        if _MISSAID.match(piece):
            del asked[-1:]
            continue
        words, requested = _without_lead(piece.strip())
        begged |= requested
        bare_words = words.rstrip("，。！？；：… 　")
        if not bare_words or _is_tail(bare_words):
            continue
        if found := _STATED.match(bare_words):
            around.append(bare_words[found.end() :])
            continue
        if not asks(words) and _of_asker(bare_words):
            around.append(bare_words)
            continue
        asked.append(words)
    if not asked or not any(len(p.rstrip("，。！？；：… ")) > 1 for p in asked):
        return Framed(text) if not aside else Framed(bare, (), aside)
    out = _PARTICLES.sub("", "".join(asked).strip("，；：… 　"))
    out = bare_of if asks(bare_of := _THEN.sub("", out)) else out
    if begged and asks(_WHETHER.sub("", out)):
        out = _ENOUGH.sub("", _WHETHER.sub("", out))
    return Framed(out, tuple(around), aside)


_LEADS: Final = tuple((rule.name, late(rule.written)) for rule in RULES)
_TAILS: Final = late("(?:" + "|".join(f"(?:{rule.written})" for rule in TAILS) + ")")
_REQUESTS: Final = frozenset(
    (
        "just-say",
        "who-knows",
        "look-for-me",
        "help-me",
        "could-you",
        "may-i-ask",
        "look",
        "i-want-to-know",
        "want-to-know",
    )
)
_MOST: Final = 5
"""Layers of manners: 不好意思，打扰一下，想请问您一下，."""


def _without_lead(piece: str) -> tuple[str, bool]:
    """The piece without what leads in, and whether that asked the hearer to do something."""
    requested = False
    for _ in range(_MOST):
        for name, lead in _LEADS:
            found = lead.match(masked(piece))
            if found and found.end() and _may_go(piece[found.end() :], name):
                piece = _FILLER.sub("", piece[found.end() :])
                requested |= name in _REQUESTS
                break
        else:
            break
    return piece, requested


_OF_QUESTIONS: Final = frozenset(("told-to-ask", "who-is-unsure"))
"""Lead in a question only: 领导让我比一比效果 tells of the asker."""
_FILLER: Final = late(r"^(?:[，：、\s]|(?:哈|啊|呀|哦|呢|吧)(?=[，：]|$))+")
_ENOUGH: Final = late(r"(?:就行|就好|就可以了?|即可|就成|就够了?)(?=[。？！]*$)")
#: What is left is no phrase of its own: 查实情 has lost its 查.
_TORN: Final = late(r"^(?:[的了过着们]|一[查问看找说核讲]$|[实办明岗账处]|情况$)")


def _may_go(rest: str, name: str) -> bool:
    return not _TORN.match(rest) and (name not in _OF_QUESTIONS or not rest.strip("，。：") or asks(rest))


def _is_tail(words: str) -> bool:
    return _TAILS.fullmatch(words.strip("，。！？；：… 　呀啊哈哦嘛吧呗啦")) is not None


def _of_asker(words: str) -> bool:
    """Does the piece tell of the asker?"""
    return _SELF.match(words) is not None or _PURPOSE.match(words) is not None
