"""The Export menu of the Architecture page in a real browser: what is shown, and what comes down."""

import csv
import json
from io import StringIO
from pathlib import Path

import onnxruntime
from playwright.sync_api import Page, expect

import cnnviz
from cnnviz.architectures import with_options
from cnnviz.export import pytorch_code
from tests.browser.server import Site
from tests.browser.visit import Visitor, finished


def downloaded(page: Page, file: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=file).click()
    assert download.value.suggested_filename == file
    return download.value.path()


def test_the_code_of_the_chosen_options_is_shown_and_comes_down(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/architecture?model=resnet20&lang=en")
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_text("class BasicBlock(nn.Module):")).to_be_visible()
    finished(page)
    assert downloaded(page, "resnet20.py").read_text("utf-8") == pytorch_code("resnet20")
    page.keyboard.press("Escape")
    page.get_by_text("Squeeze-and-excitation").first.click()
    finished(page)
    page.get_by_role("button", name="Export").click()
    expect(page.get_by_text("class SqueezeExcite(nn.Module):")).to_be_visible()
    finished(page)
    changed = pytorch_code("resnet20", with_options("resnet20", se=True))
    assert downloaded(page, "resnet20.py").read_text("utf-8") == changed


def test_onnx_is_made_when_it_is_asked_for(site: Site, visitor: Visitor):
    page = visitor(site, locale="ko-KR")
    page.goto("/architecture?model=lenet5_1998")
    page.get_by_role("button", name="내보내기").click()
    page.get_by_role("radio", name="ONNX").click()
    expect(page.get_by_text("가중치: 무작위")).to_be_visible()
    expect(page.get_by_role("button", name="lenet5_1998.onnx")).to_have_count(0)
    page.get_by_role("button", name="ONNX 파일 만들기").click()
    page.get_by_role("button", name="lenet5_1998.onnx").wait_for()
    finished(page)
    session = onnxruntime.InferenceSession(downloaded(page, "lenet5_1998.onnx"), providers=["CPUExecutionProvider"])
    assert json.dumps(session.get_inputs()[0].shape) == '["batch", 1, 32, 32]'


def test_layers_come_as_csv(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/architecture?model=lenet5&lang=en")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("radio", name="Layers (CSV)").click()
    lines = list(csv.DictReader(StringIO(downloaded(page, "lenet5.csv").read_text("utf-8"))))
    assert [line["name"] for line in lines] == [layer.name for layer in cnnviz.structure("lenet5").layers]


def test_what_cannot_be_handed_out_is_said(site: Site, visitor: Visitor):
    page = visitor(site)
    page.goto("/architecture?model=vgg16&lang=en")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("radio", name="ONNX").click()
    expect(page.get_by_text("python -m cnnviz onnx vgg16 --out vgg16.onnx")).to_be_visible()
