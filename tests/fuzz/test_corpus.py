"""Every input of the corpus, ours and those that a search has found, keeps all properties of its target."""

import pytest

from tests.fuzz.findings import CORPUS
from tests.fuzz.steps import bounded
from tests.fuzz.targets import TARGETS

_INPUTS = [(name, file.name) for name in TARGETS for file in sorted((CORPUS / name).iterdir())]


@pytest.mark.parametrize(("name", "file"), _INPUTS, ids=[f"{name}-{file}" for name, file in _INPUTS])
def test_an_input_of_the_corpus_keeps_the_properties_of_its_target(name: str, file: str) -> None:
    bounded(TARGETS[name], (CORPUS / name / file).read_bytes())


def test_every_folder_of_the_corpus_belongs_to_a_target() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)
