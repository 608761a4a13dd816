"""Who to meet, and until when they hold office."""

from tests.made_up import MakeFolder, table
from tests.views.brief.taken_apart import brief_of, flat, made_up, pages, taken_apart, told_of
from tui.index.index import Index
from tui.views.brief.statements import Part


def test_who_is_in_office_comes_before_who_was(folder: MakeFolder) -> None:
    def mayor(id: str, **role: object) -> str:
        office = table("person.role", title="Mayor", of="aville", evidence=[{"source": "paper"}], **role)
        return table("person", id=id, name=id.title()) + office

    index = made_up(folder, mayor("first", until="1999"), mayor("second", until="2009"), mayor("third", from_="2009"))
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    assert [statement for part, statement in printed.statements if part is Part.PEOPLE] == [
        "Third – mayor of Aville since 2009; not known whether still: no source is dated [1]",
        "Second – was mayor of Aville until 2009 [1]",
        "First – was mayor of Aville until 1999 [1]",
    ]


def test_a_country_is_in_no_country_and_has_no_offices(shipped: Index) -> None:
    printed = taken_apart(pages(shipped, brief_of(shipped, "chengdu", "south-korea")))
    statements = [statement for _, statement in printed.statements]
    assert any(statement.endswith("also Republic of Korea; country [base]") for statement in statements)
    assert not any("office in South Korea" in statement for statement in statements)


def test_an_office_whose_end_is_not_sure_may_have_ended(folder: MakeFolder) -> None:
    office = table("person.role", title="Mayor", of="aville", until="2010?", evidence=[{"source": "paper"}])
    index = made_up(folder, table("person", id="ann", name="Ann") + office)
    printed = taken_apart(pages(index, brief_of(index, "aville", "btown")))
    people = [statement for part, statement in printed.statements if part is Part.PEOPLE]
    assert people == ["Ann – mayor of Aville until 2010 (uncertain); it may have ended [1]"]


def test_offices_and_names_that_are_not_told_are_counted(folder: MakeFolder) -> None:
    offices = "".join(
        table("person.role", title=f"Head {n}", of="aville", until=f"200{n}", evidence=[{"source": "paper"}])
        for n in range(6)
    )
    names = {tag: f"Name {tag}" for tag in ("de", "fr", "es", "it", "pt", "nl", "sv", "da")}
    index = made_up(folder, table("person", id="head", name="Head", names=names) + offices)
    (told,) = told_of(index, Part.PEOPLE)
    assert told.endswith("; and 3 more offices [1]")
    assert " and 2 more" in told


def test_an_office_that_ends_before_it_begins_is_told_to_be_impossible(folder: MakeFolder) -> None:
    office = table(
        "person.role", title="Mayor", of="aville", from_="2018", until="2006", evidence=[{"source": "paper"}]
    )
    (told,) = told_of(made_up(folder, table("person", id="head", name="Head") + office), Part.PEOPLE)
    assert told == "Head – mayor of Aville from 2018 until 2006: these dates contradict each other [1]"


def test_who_was_just_seen_in_office_is_not_asked_about(shipped: Index) -> None:
    then = pages(shipped, brief_of(shipped, "gimcheon", "chengdu", until="2016-11-04"))
    now = pages(shipped, brief_of(shipped, "gimcheon", "chengdu"))
    whether = "Whether Tang Liangzhi is still mayor of Chengdu"
    assert "in office by a source of October 2016" in flat(" ".join(then))
    assert not any(whether in line for line in then)
    assert any(whether in line for line in now)
