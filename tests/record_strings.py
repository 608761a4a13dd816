"""Everything that a record says, gathered from its struct so that no new field can be forgotten."""

from collections.abc import Iterator

import msgspec

from tui.records.edtf import Edtf

Path = tuple[str, ...]


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, str | Edtf | float]]:
    """Each text, date and number in a value, with the keys that lead to it as a file writes them.

    The keys of a table that takes any (as `names`) are texts too, at the path of the table.
    """
    if isinstance(value, msgspec.Struct):
        for name, key in zip(value.__struct_fields__, value.__struct_encode_fields__, strict=True):
            yield from leaves(getattr(value, name), (*path, key))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield path, key
            yield from leaves(item, path)
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item, path)
    elif value is not None:
        assert isinstance(value, (str, Edtf, int, float))
        yield path, value
