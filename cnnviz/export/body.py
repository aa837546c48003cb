"""The `forward` of a class as a person would write it: chains nested, names that come and go with their values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from cnnviz.export.figures import Figure, Ref, Step
from cnnviz.export.layout import Piece, call, statement

LONGEST, DEEPEST = 96, 3  # of a nested expression: characters, calls within calls


class _Text(NamedTuple):
    """An expression that has not been given a name yet."""

    piece: Piece
    depth: int
    reads: tuple[Ref, ...]  # the named values in it
    sum: bool = False  # needs parentheses inside a product, and before a method


def forward_lines(figures: tuple[Figure, Figure], indent: int) -> list[str]:
    """The lines under `def forward`; where training answers more than evaluation, both returns stand at the end."""
    answer, training = figures
    if training == answer:
        return _Body(answer, indent).lines(len(answer.steps), ())
    if training.steps[: len(answer.steps)] != answer.steps:
        raise NotImplementedError("training takes another way than evaluation")
    return _Body(training, indent).lines(len(answer.steps), answer.outputs)


class _Body:
    def __init__(self, figure: Figure, indent: int):
        self.figure, self.indent = figure, indent
        self.rows: list[str] = []
        self.names: dict[Ref, str] = {Ref(place): name for place, name in enumerate(figure.inputs)}
        self.texts: dict[Ref, _Text] = {}
        self.left = Counter(ref for step in figure.steps for ref in _refs(step.arguments))  # uses still to come
        self.left.update(figure.outputs)

    def lines(self, split: int, early: tuple[Ref, ...]) -> list[str]:
        """All steps; after `split` of them evaluation returns `early`, if anything."""
        self.left.update(early)
        first = len(self.figure.inputs)
        for place, step in enumerate(self.figure.steps[:split]):
            self._take(Ref(first + place), step)
        if early:
            for ref in (*self.texts,):
                self._assign(ref)
            self.rows.append(" " * self.indent + "if not self.training:")
            self.indent += 4
            self._return(early)
            self.indent -= 4
        for place, step in enumerate(self.figure.steps[split:], start=split):
            self._take(Ref(first + place), step)
        self._return(self.figure.outputs)
        return self.rows

    def _take(self, ref: Ref, step: Step) -> None:
        for argument in _refs(step.arguments):
            text = self.texts.get(argument)
            if text and (text.depth >= DEEPEST or self.left[argument] > 1):
                self._assign(argument)
        text = self._text(step)
        if len(text.piece.flat) + self.indent > LONGEST:
            for argument in _refs(step.arguments):
                if argument in self.texts and self.texts[argument].depth > 1:
                    self._assign(argument)
            text = self._text(step)
        for argument in _refs(step.arguments):
            self.texts.pop(argument, None)
        self.texts[ref] = text
        if self.left[ref] > 1:
            self._assign(ref)

    def _text(self, step: Step) -> _Text:
        inner = [self._value(ref) for ref in _refs(step.arguments)]
        depth = 1 + max(text.depth for text in inner)
        reads = tuple(ref for text in inner for ref in text.reads)
        if step.operation in ("+", "*"):
            left, right = (self._operand(each, step.operation) for each in step.arguments)
            return _Text(Piece(f"{left} {step.operation} {right}"), depth - 1, reads, step.operation == "+")
        function = step.operation if step.part is None else f"self.{step.part}"
        return _Text(call(function, [self._piece(each) for each in step.arguments]), depth, reads)

    def _value(self, ref: Ref) -> _Text:
        return self.texts.get(ref) or _Text(Piece(self.names[ref]), 0, (ref,))

    def _operand(self, value: Any, operation: str) -> str:
        text = self._value(value) if isinstance(value, Ref) else _Text(self._piece(value), 0, ())
        return f"({text.piece.flat})" if text.sum and operation == "*" else text.piece.flat

    def _piece(self, value: Any) -> Piece:
        if isinstance(value, Ref):
            return self._value(value).piece
        if isinstance(value, tuple):
            return Piece("[", tuple(map(self._piece, value)), "]")
        return Piece(repr(value))

    def _assign(self, ref: Ref) -> None:
        text = self.texts.pop(ref)
        for read in text.reads:
            self.left[read] -= 1
        dead = [read for read in dict.fromkeys(text.reads) if not self.left[read]]
        name = self._name(ref, text, dead)
        for read in dead:
            del self.names[read]
        self.names[ref] = name
        self.rows.append(statement(self.indent, f"{name} = ", text.piece))

    def _name(self, ref: Ref, text: _Text, dead: list[Ref]) -> str:
        """The name of a value that ends here; else y, or what the module is called."""
        step = self.figure.steps[ref.number - len(self.figure.inputs)]
        taken = set(self.names.values())
        if step.part and len(step.arguments) > 1:
            names = [step.part]
        elif dead and (step.part is None or len(dict.fromkeys(text.reads)) == 1):
            return self.names[dead[0]]
        else:
            names = [*"xyz", *([step.part] if step.part else [])]
        return next(name for name in [*names, *(f"y{number}" for number in range(2, 999))] if name not in taken)

    def _return(self, outputs: tuple[Ref, ...]) -> None:
        pieces = [self._value(ref).piece for ref in outputs]
        answer = call(self.figure.answer.__name__, pieces) if self.figure.answer and len(pieces) > 1 else pieces[0]
        self.rows.append(statement(self.indent, "return ", answer))


def _refs(value: Any) -> Iterator[Ref]:
    if isinstance(value, Ref):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _refs(each)
