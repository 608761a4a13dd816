"""The targets by name."""

from tests.fuzz.target import Target
from tests.fuzz.targets import (
    addresses,
    config,
    dates,
    keyboard,
    loading,
    lock,
    pages,
    queries,
    quotes,
    safe_text,
    state,
)

TARGETS: dict[str, Target] = {
    module.TARGET.name: module.TARGET
    for module in (loading, dates, queries, quotes, safe_text, lock, config, state, addresses, keyboard, pages)
}
