"""Where source code could let data be parsed as markup, or write it raw: found in its syntax tree.

Textual parses every `str` that it is given to show, and Rich every `str` that its console prints (finding A2 of what
they do with "[/]"). So such a place takes `Content(…)`, a Rich `Text(…)`, or a literal without an opening bracket.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

WIDGETS = frozenset(
    [
        "Static",
        "Label",
        "Button",
        "Checkbox",
        "RadioButton",
        "Collapsible",
        "CollapsibleTitle",
        "Link",
        "Option",
        "Tab",
        "TabPane",
        "Toast",
        "Tooltip",
        "Header",
        "Markdown",
        "MarkdownViewer",
        "Select",
        "SelectionList",
        "Selection",
        "OptionList",
        "Tree",
        "DirectoryTree",
        "DataTable",
        "RichLog",
        "Log",
        "Rule",
        "Panel",
        "Align",
        "Columns",
        "Padding",
        "Group",
        "Table",
        "Placeholder",
        "Notification",
    ]
)
"""Classes of Textual and Rich that parse a text they are made of."""

METHODS = frozenset(
    [
        "update",
        "notify",
        "add_option",
        "add_options",
        "add_leaf",
        "add_row",
        "add_rows",
        "add_column",
        "add_columns",
        "set_label",
        "from_markup",
        "render_str",
        "render_markup",
        "append_markup",
        "log",
        "status",
        "rule",
        "print",
        "replace_option_prompt",
        "write_line",
        "mount_text",
    ]
)
"""Methods that parse a text they are given."""

ALWAYS_PARSING = frozenset({"from_markup", "render_markup", "append_markup"})
"""Not even a literal belongs there: it would be a template for data before long."""

ATTRIBUTES = frozenset({"border_title", "border_subtitle", "tooltip", "label", "prompt"})
"""Attributes whose text is parsed when it is set."""

SAFE_MAKERS = frozenset({"Content", "Text", "styled"})
"""What makes a text that is never parsed."""

TEXT_KEYWORDS = frozenset(
    {"content", "renderable", "label", "prompt", "text", "title", "subtitle", "message", "placeholder", "tooltip"}
)

ROOMS_OF_TEXTUAL = ("browser",)
"""Only here `update` and the like can be those of widgets, and `write_line` that of a log."""

TERMINAL = "browser/terminal/"
"""The driver and what draws through it: no widgets are there, and all that a terminal is sent passes."""

SENDERS = frozenset({"browser/leaving.py"})
"""Modules that give the driver a sequence of their own: the clipboard's, whose text is base64."""

WRITERS = frozenset({"cli/output.py", "cli/printing.py", "cli/progress.py"})
"""Modules that write to the standard streams: what they write is made safe there, or is their own."""


def markup_sinks(source: str, file: str) -> list[str]:
    """The places of a module, as `file:line: what`, where a text could be parsed or written raw."""
    tree = ast.parse(source)
    widgets = _widgets(tree)
    found = []
    for node in ast.walk(tree):
        for what in (*_calls(node, widgets, file), *_assignments(node), *_writes(node, file), *_renders(node, file)):
            found.append(f"{file}:{getattr(node, 'lineno', 0)}: {what}")
    return found


def sinks_below(root: Path) -> Iterator[str]:
    """The same for all modules of a package."""
    for path in sorted(root.rglob("*.py")):
        yield from markup_sinks(path.read_text("utf-8"), path.relative_to(root).as_posix())


def _widgets(tree: ast.Module) -> frozenset[str]:
    """The names of classes that parse, as this module means them: with their heirs, without namesakes of ours."""
    ours, heirs = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            (heirs if any(_name(base) in WIDGETS for base in node.bases) else ours).add(node.name)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tui."):
            ours |= {alias.asname or alias.name for alias in node.names}
    return (WIDGETS - ours) | heirs


def _calls(node: ast.AST, widgets: frozenset[str], file: str) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    name = _name(node.func)
    method = isinstance(node.func, ast.Attribute)
    if name in ALWAYS_PARSING:
        yield f"{name} parses markup"
    elif name in widgets or (method and name in METHODS and _could_be_a_widget(node, name, file)):
        if any(keyword.arg == "markup" and _is_false(keyword.value) for keyword in node.keywords):
            return
        texts = [*node.args, *(word.value for word in node.keywords if word.arg is None or word.arg in TEXT_KEYWORDS)]
        for text in texts:
            if not _never_parsed(text):
                yield f"{name} is given {ast.unparse(text)[:60]}"
    elif name == "Style" and any(keyword.arg == "link" for keyword in node.keywords):
        yield "a style links to data"


def _could_be_a_widget(node: ast.Call, name: str, file: str) -> bool:
    """Dicts, sets and digests have an `update` too: outside the rooms of Textual only a console is meant."""
    if file.startswith(ROOMS_OF_TEXTUAL) and not file.startswith(TERMINAL):
        return True
    receiver = ast.unparse(node.func.value).lower() if isinstance(node.func, ast.Attribute) else ""
    return name in ("print", "log", "render_str", "status", "rule") and "console" in receiver


def _assignments(node: ast.AST) -> Iterator[str]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign)):
        targets = [node.target]
    value = getattr(node, "value", None)
    for target in targets:
        if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES and value and not _never_parsed(value):
            yield f"{target.attr} is set to {ast.unparse(value)[:60]}"


def _writes(node: ast.AST, file: str) -> Iterator[str]:
    if not isinstance(node, ast.Call) or file in WRITERS:
        return
    called = ast.unparse(node.func)
    if called.endswith("driver.write") and not file.startswith(TERMINAL) and file not in SENDERS:
        yield f"{called} writes to the terminal"
    if called == "print" or called.endswith((".print_exception", ".print_exc")):
        yield f"{called} writes to a stream"
    if called.endswith(
        ("stdout.write", "stderr.write", "stdout.writelines", "stderr.writelines", "stdout.buffer.write")
    ):
        yield f"{called} writes to a stream"


def _renders(node: ast.AST, file: str) -> Iterator[str]:
    """A widget's `render` that gives a `str` has it parsed."""
    if isinstance(node, ast.FunctionDef) and node.name == "render" and file.startswith(ROOMS_OF_TEXTUAL):
        gives = ast.unparse(node.returns) if node.returns else "anything"
        if gives not in ("Text", "Content", "Strip"):
            yield f"render gives {gives}"


def _never_parsed(node: ast.expr) -> bool:
    match node:
        case ast.Constant(value=str() as text):
            return "[" not in text
        case ast.Constant():
            return True
        case ast.Call():
            return _name(node.func) in SAFE_MAKERS
        case ast.IfExp():
            return _never_parsed(node.body) and _never_parsed(node.orelse)
    return False


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
