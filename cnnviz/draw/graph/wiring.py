"""Who reads whom, by the numbers of the layers."""

from cnnviz.trace.layer import Layer


class Wiring:
    """The edges of a network: `inputs[n]` are the layers that layer `n` reads, `readers[n]` those that read it."""

    def __init__(self, layers: tuple[Layer, ...]):
        index = {layer.name: number for number, layer in enumerate(layers)}
        self.inputs = [[index[name] for name in layer.inputs] for layer in layers]
        self.readers: list[list[int]] = [[] for _ in layers]
        for number, sources in enumerate(self.inputs):
            for source in sources:
                self.readers[source].append(number)

    def sources(self, inside: range) -> set[int]:
        """What the layers of `inside` read from outside."""
        return {source for number in inside for source in self.inputs[number] if source not in inside}

    def outputs(self, inside: range) -> list[int]:
        """The layers of `inside` that something outside reads."""
        return [number for number in inside if any(reader not in inside for reader in self.readers[number])]
