"""Layers as one looks for them across networks: the first convolutions, and what stands where another layer does."""

from cnnviz.trace import Trace, map_layers
from cnnviz.trace.activations import ACTIVATIONS


def first_convolutions(trace: Trace) -> list[str]:
    """Paths of the convolutions that read the picture itself, in running order; several where paths part at once."""
    pictures, found = {trace.layers[0].name}, []
    for layer in trace.layers[1:]:
        if not layer.inputs or not pictures.issuperset(layer.inputs):
            continue
        if layer.kind == "Conv2d":
            found.append(layer.module)
        elif not layer.fan_in:  # padded, or thinned out by dropout, it is the picture still
            pictures.add(layer.name)
    return found


def counterpart(path: str, old: Trace, new: Trace) -> str:
    """The layer of `new` to set beside the layer `path` of `old`, both from `map_layers`.

    One of the same path and kind, where all activation functions are of one kind; where there is none, the one at the
    same share of the depth among all layers of that kind, or among all layers where `new` has none of that kind. Raises `ValueError` where `new` has no map at all.
    """
    there, here = map_layers(new), map_layers(old)
    if not there:
        raise ValueError("no layer of this network has a map of more than one unit")
    kind = _kind(old, path)
    if path in there and _kind(new, path) == kind:
        return path
    alike = [other for other in there if _kind(new, other) == kind]
    if alike:
        there, here = alike, [other for other in here if _kind(old, other) == kind]
    share = here.index(path) / (len(here) - 1) if len(here) > 1 else 1.0
    return there[round(share * (len(there) - 1))]


def _kind(trace: Trace, path: str) -> str:
    kind = trace.outputs[path].kind
    return "activation" if kind in ACTIVATIONS else kind
