"""`ties tree [CITY]`: the tree as indented lines."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from functools import partial

from rich.text import Text

from tui.cli import exits
from tui.cli.bases import add_facts_option, add_json_option, at_least_one, no_city, with_index
from tui.cli.json_output import write_json
from tui.cli.output import row_columns, say, signs
from tui.cli.printing import row_text, write_lines
from tui.index.index import Index
from tui.index.nodes import VIEWS, Node
from tui.index.tree import Tree
from tui.views.lists import node_label
from tui.views.looking_back import nothing_by_then
from tui.views.palette import TERMINAL


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `ties tree`."""
    parser.add_argument("city", metavar="CITY", nargs="?", help="id of a city: print all below it")
    parser.add_argument("--by", choices=VIEWS, default="city", metavar="VIEW", help=f"{', '.join(VIEWS)} (city)")
    depth = "how many levels to print (2; with CITY all)"
    parser.add_argument("--depth", type=at_least_one, metavar="N", help=depth)
    add_facts_option(parser)
    add_json_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the tree. 1 if there is no such city, or nothing at all; 2 for a city in a tree that has none."""
    if arguments.city is not None and arguments.by not in ("city", "country"):
        say(f"a tree by {arguments.by} has no cities: leave out CITY, or --by")
        return exits.USAGE
    return with_index(arguments, partial(_print_tree, arguments))


def _print_tree(arguments: argparse.Namespace, index: Index) -> int:
    tree = index.tree(arguments.by)
    roots = tree.roots()
    if arguments.city is not None:
        roots = [node] if (node := index.node((arguments.city,))) else []
        if not roots:
            return no_city(index, arguments.city)
    depth = arguments.depth or (2 if arguments.city is None else 4)
    if arguments.json:
        write_json([_node_json(index, tree, node, depth) for node in roots])
    else:
        width = row_columns()
        for node in roots:
            write_lines(_lines(index, tree, node, depth, width))
    if not roots and index.as_of is not None:
        say(nothing_by_then(index.as_of))
    return exits.OK if roots else exits.PROBLEMS


def _lines(index: Index, tree: Tree, node: Node, depth: int, width: int | None, level: int = 0) -> Iterator[Text]:
    """A node and what is below it, each with the id of its record behind it: to be copied, so never cut."""
    indent = Text("  " * level, end="")
    id = f"  ({node.record})" if node.record else ""
    room = None if width is None else max(width - 2 * level - len(id), 10)
    palette = TERMINAL.signed(signs())
    label = node_label(index, node, palette.signs)
    yield indent.append_text(row_text(label, room, palette)).append(id, palette.dim)
    if depth > 1:
        for child in tree.children(node.path):
            yield from _lines(index, tree, child, depth - 1, width, level + 1)


def _node_json(index: Index, tree: Tree, node: Node, depth: int) -> dict[str, object]:
    found: dict[str, object] = {
        "label": node_label(index, node).title,
        "record": node.record,
        "count": node.total,
    }
    if depth > 1 and node.opens:
        found["children"] = [_node_json(index, tree, child, depth - 1) for child in tree.children(node.path)]
    return found
