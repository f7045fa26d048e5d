"""The table of synonyms is sound, and finds what it should."""

import pytest

from search.synonyms import parse, shipped


def test_the_shipped_table_is_large_and_sound() -> None:
    table = shipped()
    assert len(table.concepts) >= 150
    names = [c.name for c in table.concepts]
    assert len(names) == len(set(names))
    assert all(len(c.words) >= 3 for c in table.concepts)


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("外卖小哥怎么入会", "新就业形态劳动者"),
        ("单位有没有给妈妈喂奶的地方", "喂奶"),
        ("老板不发工资怎么办", "讨薪"),
        ("放假孩子没人管，单位办不办暑假班", "托管"),
    ],
)
def test_everyday_speech(said: str, topic: str) -> None:
    found = {f.concept.name for f in shipped().find(said)}
    assert topic in found


def test_the_longest_label_counts() -> None:
    table = parse("甲\t\t工会\t\n乙\t\t工会经费\t\n")
    assert [f.concept.name for f in table.find("工会经费")] == ["乙"]


def test_a_line_of_another_shape_is_refused() -> None:
    with pytest.raises(ValueError, match="four columns"):
        parse("甲\t乙\n")
