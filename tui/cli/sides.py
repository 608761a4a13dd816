"""`ties sides CITY`: the ties of a city as its own lists and those of its partners have them."""

from __future__ import annotations

import argparse
from functools import partial
from typing import Any

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, no_city, with_index
from tui.cli.json_output import write_json
from tui.cli.output import columns, say, signs
from tui.cli.printing import write_page
from tui.index.both_sides import Sides, both_sides
from tui.index.index import Index
from tui.records.kinds import City
from tui.views.both_sides import sides_page
from tui.views.palette import TERMINAL


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties sides`."""
    parser.add_argument("city", metavar="CITY", help="id of a city, as `ties tree` prints it")
    add_facts_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the ties of a city. 1 if there is no such city, or it has none."""
    return with_index(arguments, partial(_print, arguments))


def _print(arguments: argparse.Namespace, index: Index) -> int:
    city: str = arguments.city
    if not isinstance(index.record(city), City):
        return no_city(index, city)
    sides = both_sides(index, city)
    if arguments.json:
        write_json(_sides_json(index, sides))
    elif sides.ties:
        write_page(sides_page(index, city, columns(), TERMINAL.signed(signs()), full=True))
    if not sides.ties:
        say(f"no agreement ties {city} to another city")
    return exits.OK if sides.ties else exits.PROBLEMS


def _sides_json(index: Index, sides: Sides) -> dict[str, Any]:
    return {
        "city": sides.city,
        "lists": sides.lists,
        "on_all_lists": len(sides.on_all()),
        "on_one_list_alone": {id: len(sides.only_on(id)) for id in sides.lists},
        "on_no_list": [tie.partner for tie in sides.on_none()],
        "listed_for_city_alone": [tie.partner for tie in sides.only_ours()],
        "listed_for_partner_alone": [tie.partner for tie in sides.only_theirs()],
        "ties": [
            tie._asdict()
            | {
                "name": index.title(tie.partner),
                "contested": [{"record": id, "field": field} for id, field in tie.contested],
            }
            for tie in sides.ties
        ],
    }
