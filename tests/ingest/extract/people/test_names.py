"""What has the shape of a name, and what only begins with a surname."""

import pytest

from ingest.extract.people.names import ends_in_name, is_name, is_name_in_column, name_at


@pytest.mark.parametrize(
    "name",
    [
        "张三",
        "李四光",
        "欧阳明",
        "欧阳明月",
        "阿依古丽·买买提",
        "王某",
        "王某某",
        "李XX",
        "赵××",
        "江海平",
        "叶青",
    ],
)
def test_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "word",
    [
        "高度",
        "安全",
        "成员",
        "常委",
        "主席",
        "任组长",
        "高新区",
        "党组",
        "欧阳",
        "X",
        "",
        "张",
        "全市",
        "方案",
        "金山县",
    ],
)
def test_everyday_words_are_no_names(word: str) -> None:
    assert not is_name(word)


def test_a_name_column_takes_minority_names_without_dots() -> None:
    assert is_name_in_column("次仁卓玛")
    assert is_name_in_column("谷雨晴") and not is_name("谷雨晴")
    assert not is_name_in_column("办公室")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("张三出席会议", "张三"),
        ("李明向大会作报告", "李明"),
        ("陈建军带领大家", "陈建军"),
        ("王强调研基层", "王强"),
        ("张向东在会上讲话", "张向东"),
        ("高度重视", None),
        ("来云州授课", None),
        ("欧阳明月主持", "欧阳明月"),
    ],
)
def test_the_next_words_settle_the_length(text: str, name: str | None) -> None:
    end = name_at(text, 0)
    assert (text[:end] if end >= 0 else None) == name


@pytest.mark.parametrize(
    ("text", "name"), [("公安局李四", "李四"), ("云州机床厂王大山", "王大山"), ("项目经理", None)]
)
def test_a_unit_may_stand_before_the_name(text: str, name: str | None) -> None:
    at = ends_in_name(text, 0, len(text))
    assert (text[at:] if at >= 0 else None) == name
