"""Which words stand before an initiative's name: verbs that carry it out, and what is none of the name?"""

from __future__ import annotations

import re

# Verbs that carry out, found or join something: the rule "carried out" wants one right before the name.
_CARRY = (
    "开展好|开展|举办|实施|启动|推行|推广|推出|打造|承办|主办|协办|创办|开办|举行|组织|参加|参与|叫响做实|叫响|擦亮|用好|策划|实行|试行|推进|推动|深化|进行"
    "|开设|开辟|创设|创立|设立|塑造|做优做强|做好|做优|做强|做实|做细|抓好|抓实|争取|办好|落实|创建|建设|新建|建好|上线|运行|部署|策应|响应|投身|巩固|建成"
)
CARRY_END = re.compile(
    rf"(?:{_CARRY})(?:了|好|过|起|线上|线下|全市|全省|全区|全县|全镇|本市|我市|我区|首届|新一轮|(?:\d{{4}}(?:[—\-－]\d{{4}})?)?年?度?)*$"
)
CARRY_LAST = re.compile(rf".*(?:{_CARRY.replace('|创建|建设|', '|')})(?:了|好|过)?")

STEP_BACK = re.compile(r"[^\s，。；：、！？,;:!?.．（）()《》“”\"‘’「」…]{0,22}$")
# What may not stand inside a name by its last word.
BREAK_INSIDE = re.compile(
    r".*(?:的|了|等|及其|以及|对|把|使|让|被|所|地|一系列|各类|各种|各项|多种|形式多样|丰富多彩|多彩|不同|应当|可以|不断|纳入|列入|掀起|到|形成|获得|获评)"
)

FREE = re.compile(
    r".*(?:广泛|深入|扎实|积极|大力|持续|认真|全面|继续|精心|定期|常态化|会同|联合|共同|配合|做|搞|抓|办|指导|协助|帮助|支持|通过|围绕|建立健全|建立|健全)"
)

# What stands before a name and is none of it: 全市, 2023年度, 首届.
LEADING = re.compile(
    r"(?:全市|全省|全区|全县|全镇|本市|我市|我区|我县|本区|市级|省级|区级|县级|\d{4}(?:[—\-－]\d{4})?年?度?|年度|[一二两三多几]次|一系列|本|好|了)+"
)
