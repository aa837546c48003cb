"""What follows from a trace: cost, memory, receptive field, difference of two networks."""

from cnnviz.measure.cost import Cost, Totals, group_costs, kind_costs, totals, weighted_layers
from cnnviz.measure.describe import description
from cnnviz.measure.receptive_field import Field, NoField, receptive_fields

__all__ = [
    "Cost",
    "Field",
    "NoField",
    "Totals",
    "description",
    "group_costs",
    "kind_costs",
    "receptive_fields",
    "totals",
    "weighted_layers",
]
