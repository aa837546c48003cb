"""The layers of a diagram's data, those of equal blocks written out."""

from typing import Any


def layer_names(graph: dict[str, Any]) -> list[str]:
    """Names of all layers that the diagram of `graph` can select, in running order."""
    names = {row[0]: ".".join(filter(None, (graph["blocks"][row[1]], row[2]))) for row in graph["layers"]}
    _write_out(graph["items"], names)
    return [names[number] for number in sorted(names)]


def _write_out(items: list[Any], names: dict[int, str]) -> None:
    """Adds the layers that a row of equal blocks leaves out; rows inside the blocks first."""
    for item in items:
        if isinstance(item, int) or "fold" in item:
            continue
        _write_out(item["items"], names)
        for k, member in enumerate(item.get("members", [])[1:], start=1):
            for number in range(item["first"], item["first"] + item["size"]):
                names[number + k * item["size"]] = member + names[number].removeprefix(item["members"][0])
