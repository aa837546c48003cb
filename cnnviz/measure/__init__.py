"""What follows from a trace: cost, memory, receptive field, difference of two networks."""

from cnnviz.measure.cost import Cost, Totals, group_costs, kind_costs, totals, weighted_layers
from cnnviz.measure.describe import comparison, description
from cnnviz.measure.difference import Change, Difference, Row, difference
from cnnviz.measure.formulas import Formula, formulas
from cnnviz.measure.receptive_field import Field, Fields, NoField, receptive_fields

__all__ = [
    "Change",
    "Cost",
    "Difference",
    "Field",
    "Fields",
    "Formula",
    "NoField",
    "Row",
    "Totals",
    "comparison",
    "description",
    "difference",
    "formulas",
    "group_costs",
    "kind_costs",
    "receptive_fields",
    "totals",
    "weighted_layers",
]
