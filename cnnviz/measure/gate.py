"""Which factor of a product is a gate: it only weighs what flows past it, as in squeeze-and-excitation."""

from cnnviz.trace import Layer, Trace


def gates(trace: Trace) -> dict[str, frozenset[str]]:
    """For each product (`mul`) with a gate: the names of those inputs that are gates.

    A gate is an input that is broadcast over the other (one number for a whole channel, or one for all channels),
    or of the same shape but computed from the other input of the same product.
    """
    products = [layer for layer in trace.layers if layer.kind == "mul" and len(layer.inputs) > 1]
    if not products:
        return {}
    place = {layer.name: number for number, layer in enumerate(trace.layers)}
    found = ((product.name, _gates(product, trace, place)) for product in products)
    return {name: names for name, names in found if names}


def _gates(product: Layer, trace: Trace, place: dict[str, int]) -> frozenset[str]:
    whole = [name for name in product.inputs if trace[name].output_shape == product.output_shape]
    if not whole:
        return frozenset()  # an outer product has no main path
    main = min(whole, key=place.__getitem__)
    broadcast = set(product.inputs) - set(whole)
    return frozenset(broadcast | {name for name in whole if name != main and _stems_from(main, name, trace, place)})


def _stems_from(source: str, name: str, trace: Trace, place: dict[str, int]) -> bool:
    """True where a path leads from `source` to `name`."""
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current == source:
            return True
        if current not in seen and place[current] > place[source]:
            seen.add(current)
            waiting.extend(trace[current].inputs)
    return False
