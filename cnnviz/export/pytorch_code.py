"""A network as one Python file that needs PyTorch alone: its classes with the numbers and branches of these options.

The file is written from the built network, not from the sources of its family: each class's forward is what its parts
really did, so no option is left in it. Bricks that compute something of their own are taken over with their source.
"""

from __future__ import annotations

from cnnviz.architectures import build_blank, find
from cnnviz.blueprint import collector_at_rest
from cnnviz.export.body import forward_lines
from cnnviz.export.bricks import Sources
from cnnviz.export.classes import Classes, Written
from cnnviz.export.expressions import REQUIRED, Literal
from cnnviz.export.header import header
from cnnviz.export.layout import Piece, call, statement
from cnnviz.export.pieces import piece, value_piece
from cnnviz.options import Options


def pytorch_code(name: str, options: Options | None = None, input_shape: tuple[int, int, int] | None = None) -> str:
    """The source of network `name`; it builds the same parameters under the same state keys, with the same answers.

    Run as a program it prints its parameters and the shape of its output for a picture of `input_shape` (channels,
    height, width), as in the paper unless given. `Refusal` for an unknown network, and for an input it cannot take.
    """
    _, variant = find(name)
    options = options or variant.options
    shape = input_shape or variant.input_shape
    head = header(name, options, shape)
    with collector_at_rest():
        classes, sources = Classes(build_blank(name, options)), Sources()
    for brick in classes.bricks:
        sources.add(brick)
    texts = [_class(written, sources) for written in classes.written]
    functions = [text for text in sources.texts.values() if text.startswith("def ")]
    others = [text for text in sources.texts.values() if not text.startswith("def ")]
    body = "\n\n\n".join([*others, *texts, *functions, _main(classes.written[-1].name, shape)])
    return f"{head}\n\n{_imports(sources, body)}\n\n\n{body}\n"


def _class(written: Written, sources: Sources) -> str:
    """A class with its `__init__` and its `forward`."""
    rows = [f"class {written.name}(nn.Module):"]
    if told := written.kind.__dict__.get("__doc__"):
        rows += [f'    """{told}"""', ""]
    parameters = written.definition.parameters
    taken = [Piece("self")]
    for parameter in parameters:
        default = "" if parameter.default is REQUIRED else f" = {value_piece(parameter.default).flat}"
        taken.append(Piece(f"{parameter.name}: {_kind(parameter.values, parameter.default)}{default}"))
    rows += [statement(4, "", call("def __init__", taken)._replace(tail="):")), "        super().__init__()"]
    rows += [statement(8, f"self.{part} = ", piece(expression)) for part, expression in written.definition.parts]
    for function, arguments in written.deeds:
        rows.append(statement(8, "", call(sources.add(function), [Piece("self"), *arguments])))
    inputs = ", ".join(f"{each}: Tensor" for each in written.figures[0].inputs)
    several = written.figures[1].answer
    answer = f"Tensor | {sources.add(several)}" if several else "Tensor"
    rows += ["", f"    def forward(self, {inputs}) -> {answer}:", *forward_lines(written.figures, 8)]
    return "\n".join(rows)


def _kind(values: tuple, default: object) -> str:
    """The type of a parameter, as its values have it."""
    kinds = {type(value.value).__name__ if isinstance(value, Literal) else "nn.Module" for value in values}
    kinds = {"None" if kind == "NoneType" else kind for kind in kinds}
    if "tuple" in kinds:
        kinds = (kinds - {"tuple"}) | {"tuple[int, int]"}
    if "nn.Module" in kinds:
        kinds &= {"nn.Module", "None"}
    return " | ".join(sorted(kinds, key=lambda kind: (kind == "None", kind)))


def _imports(sources: Sources, body: str) -> str:
    """Python's own first, then torch's; each name that the file uses."""
    wanted = set(sources.imports) | {("torch", "nn"), ("torch", "Tensor"), ("", "torch")}
    if "OrderedDict(" in body:
        wanted.add(("collections", "OrderedDict"))
    lines: list[list[str]] = [[], []]
    for origin in sorted({origin for origin, _ in wanted}):
        names = sorted((name for each, name in wanted if each == origin), key=lambda n: (n.islower(), n))
        ours = lines[origin.startswith("torch") or not origin]
        ours += [f"import {name}" for name in names] if not origin else [f"from {origin} import {', '.join(names)}"]
    return "\n\n".join("\n".join(block) for block in lines if block)


def _main(name: str, input_shape: tuple[int, ...]) -> str:
    return f"""if __name__ == "__main__":
    network = {name}().eval()
    with torch.no_grad():
        logits = network(torch.randn(1, {", ".join(map(str, input_shape))}))
    parameters = sum(parameter.numel() for parameter in network.parameters())
    print(f"{{parameters:,}} parameters, output {{tuple(logits.shape)}}")"""
