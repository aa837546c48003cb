"""What can go wrong with a run through no fault of the program, each told in a sentence."""

import errno
from dataclasses import replace

import torch

from cnnviz.train.config import TrainConfig
from cnnviz.train.report import Ended
from cnnviz.train.session import NotFinite
from cnnviz.words import Refusal, Words

SMALLEST = 2  # pictures in a batch


def failure(error: Exception, config: TrainConfig, kept: float | None) -> Ended:
    """How a run ends that met `error`; raises it again where it is none of those that can be expected.

    kept: the epoch of the last checkpoint, None where there is none.
    """
    what = KEPT.format(epoch=f"{kept:.1f}") if kept is not None else NOTHING_KEPT
    if isinstance(error, Refusal):
        return Ended("failed", error.words)
    if isinstance(error, NotFinite):
        return Ended("failed", NOT_FINITE.format(rate=f"{config.rate:g}", kept=what))
    if _memory_is_short(error):
        return _smaller(config, what)
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Ended("failed", DISK_FULL.format(kept=what))
    if isinstance(error, OSError):
        return Ended("failed", UNWRITABLE.format(why=error.strerror or error, kept=what))
    raise error


def _memory_is_short(error: Exception) -> bool:
    """torch has a type of its own for GPUs only."""
    spoken = isinstance(error, RuntimeError) and "DefaultCPUAllocator" in str(error)
    return isinstance(error, torch.OutOfMemoryError | MemoryError) or spoken


def _smaller(config: TrainConfig, kept: Words) -> Ended:
    if config.batch < 2 * SMALLEST:
        return Ended("failed", TOO_LARGE.format(batch=config.batch, kept=kept))
    half = replace(config, batch=config.batch // 2)
    return Ended("failed", HALF.format(batch=config.batch, half=half.batch, kept=kept), half)


KEPT = Words(ko="에폭 {epoch}까지의 상태는 남아 있습니다.", en="The state after epoch {epoch} is kept.")
NOTHING_KEPT = Words(ko="아직 저장된 상태는 없습니다.", en="Nothing had been kept yet.")
NOT_FINITE = Words(
    ko="손실이 수의 범위를 벗어나 학습을 멈췄습니다. 학습률 {rate}이(가) 너무 큰 경우가 많습니다. 학습률을 3분의 1로 낮추거나 예열을 "
    "켜고 새로 시작하십시오. {kept}",
    en="The loss is no number any more, so the run has stopped. Most often the rate, {rate}, is too high: start again with a third "
    "of it, or with a warm-up. {kept}",
)
HALF = Words(
    ko="배치 {batch}에는 장치의 메모리가 모자랍니다. 배치를 절반인 {half}(으)로 줄여 새로 시작하십시오. {kept}",
    en="The device has too little memory for batches of {batch}: start again with half, {half}. {kept}",
)
TOO_LARGE = Words(
    ko="배치 {batch}에도 장치의 메모리가 모자랍니다. 더 작은 네트워크나 더 작은 입력을 고르십시오. {kept}",
    en="The device has too little memory even for batches of {batch}: choose a smaller network or a smaller input. {kept}",
)
DISK_FULL = Words(
    ko="디스크에 남은 공간이 없어 학습을 멈췄습니다. 공간을 비우고 이어서 학습하십시오. {kept}",
    en="The disk is full, so the run has stopped. Make room, then resume it. {kept}",
)
UNWRITABLE = Words(
    ko="학습 결과를 저장할 수 없습니다({why}). 폴더의 권한을 확인하고 이어서 학습하십시오. {kept}",
    en="The run cannot be stored ({why}). See to the rights of its folder, then resume it. {kept}",
)
