"""What a visitor takes away: a network as Python code or as an ONNX file."""

from cnnviz.export.onnx_file import onnx_bytes, onnx_weights, write_onnx
from cnnviz.export.pytorch_code import pytorch_code

__all__ = ["onnx_bytes", "onnx_weights", "pytorch_code", "write_onnx"]
