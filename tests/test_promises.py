"""What SECURITY.md promises of the code as a whole."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
NETWORK = {
    "aiohttp", "asyncio.streams", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "urllib.request", "urllib3", "webbrowser", "xmlrpc",
}  # fmt: skip


def imported(tree: ast.AST) -> Iterator[str]:
    """The names of the modules that a module imports, with what it takes from them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reaches_the_network(name: str) -> bool:
    return any(name == module or name.startswith(f"{module}.") for module in NETWORK)


def test_no_module_of_ties_reaches_for_the_network() -> None:
    modules = sorted((ROOT / "tui").rglob("*.py"))
    assert len(modules) > 100
    found = [
        f"{module.relative_to(ROOT)}: {name}"
        for module in modules
        for name in imported(ast.parse(module.read_text("utf-8")))
        if reaches_the_network(name)
    ]
    assert found == []


def test_the_network_is_noticed_however_it_is_imported() -> None:
    code = (
        "import http.client\nfrom urllib import request\nfrom urllib.parse import urlsplit\nfrom socket import socket\n"
    )
    names = set(filter(reaches_the_network, imported(ast.parse(code))))
    assert names == {"http.client", "urllib.request", "socket", "socket.socket"}


def test_every_page_that_the_security_page_names_is_there() -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    links = [part.partition(")")[0] for part in page.split("](")[1:]]
    assert "docs/installing.md" in links
    assert all((ROOT / link).is_file() for link in links)
