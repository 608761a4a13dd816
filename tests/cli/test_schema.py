"""The JSON Schema that editors complete and check fact files with."""

import json
from pathlib import Path
from typing import Any

import pytest
import tomli
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from tests.made_up import document, fact, source
from tui.cli.main import main
from tui.cli.schema import schema
from tui.loading.where import shipped_base
from tui.records.kinds import KINDS

FACTS = sorted(shipped_base().rglob("*.toml"))
GOOD = tomli.loads(document(source(), fact("opening", "paper")))


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    found = schema()
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def test_the_schema_beside_the_facts_is_the_one_that_ties_prints(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert (shipped_base() / "facts.schema.json").read_text() == capsys.readouterr().out


@pytest.mark.parametrize("path", FACTS, ids=[path.relative_to(shipped_base()).as_posix() for path in FACTS])
def test_every_shipped_file_is_valid(validator: Draft202012Validator, path: Path) -> None:
    assert [error.message for error in validator.iter_errors(tomli.loads(path.read_text()))] == []


@pytest.mark.parametrize("path", FACTS, ids=[path.relative_to(shipped_base()).as_posix() for path in FACTS])
def test_every_shipped_file_names_the_schema_in_its_first_line(path: Path) -> None:
    mark, _, named = path.read_text().splitlines()[0].partition(" ")
    assert mark == "#:schema"
    assert (path.parent / named).resolve() == (shipped_base() / "facts.schema.json").resolve()


def changed(name: str, /, **keys: object) -> dict[str, Any]:
    """The good file with other keys in its record of a kind; None takes a key away."""
    record = {key: value for key, value in (GOOD[name][0] | keys).items() if value is not None}
    return {**GOOD, name: [record]}


def test_a_good_file_is_valid(validator: Draft202012Validator) -> None:
    validator.validate(GOOD)


@pytest.mark.parametrize(
    "data",
    [
        changed("fact", nmae="x"),
        changed("fact", evidence=[{"source": "paper", "quot": "x"}]),
        changed("fact", evidence=[]),
        changed("fact", evidence=None),
        changed("fact", text=None),
        changed("fact", text=" "),
        changed("fact", kind="happening"),
        changed("fact", date=2016),
        changed("fact", id="Opening"),
        changed("source", url="ftp://example.org"),
        changed("source", sha256="0F" * 32),
        {**GOOD, "facts": []},
        {**GOOD, "format": 2},
        {key: value for key, value in GOOD.items() if key != "format"},
    ],
)
def test_a_file_that_ties_would_complain_of_is_not(validator: Draft202012Validator, data: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        validator.validate(data)


def test_each_kind_of_record_has_its_keys_and_takes_no_other(validator: Draft202012Validator) -> None:
    assert isinstance(validator.schema, dict)
    definitions = validator.schema["$defs"]
    for kind in KINDS.values():
        found = definitions[kind.__name__]
        assert list(found["properties"]) == list(kind.__struct_encode_fields__)
        assert found["additionalProperties"] is False


def test_dates_say_how_they_are_written(validator: Draft202012Validator) -> None:
    assert "EDTF" in json.dumps(validator.schema)
