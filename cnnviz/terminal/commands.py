"""Every command's name with what computes it (`ANSWERS`) and how it says it to people (`TEXTS`).

A command of `STREAMS` speaks while it goes on, and says with which exit code it ends.
"""

from argparse import Namespace
from collections.abc import Callable

from cnnviz.terminal import answers, data_actions, export_actions, run_actions, texts, training

ANSWERS = {
    "list": answers.variants,
    "describe": answers.described,
    "compare": answers.compared,
    "predict": answers.predicted,
    "explain": answers.explained,
    "code": export_actions.coded,
    "onnx": export_actions.put_into_onnx,
}
TEXTS = {
    "list": texts.variants,
    "describe": texts.described,
    "compare": texts.compared,
    "predict": texts.predicted,
    "explain": texts.explained,
    "code": export_actions.code_text,
    "onnx": export_actions.onnx_text,
}
STREAMS: dict[str, Callable[[Namespace], int]] = {
    "train": training.train,
    "runs": run_actions.act,
    "data": data_actions.act,
}
