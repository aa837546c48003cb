"""What happens in one forward pass: layers, edges, shapes, outputs."""

from cnnviz.trace.layer import Layer, Trace, Window
from cnnviz.trace.private import private
from cnnviz.trace.record import ImpossibleShape, record, trace

__all__ = ["ImpossibleShape", "Layer", "Trace", "Window", "private", "record", "trace"]
