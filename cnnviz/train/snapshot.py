"""The whole state of a session as tensors and numbers, and a session brought back to it."""

from dataclasses import asdict
from typing import Any

import torch

from cnnviz.train.schedule import Plateau
from cnnviz.train.session import Session
from cnnviz.words import Refusal, Words

State = dict[str, Any]


def state_of(session: Session) -> State:
    """All that decides how `session` goes on: weights, optimiser, schedule, order of the pictures, random numbers."""
    average, scaler = session.average, session.scaler
    return {
        "model": session.model.state_dict(),
        "optimiser": session.optimiser.state_dict(),
        "average": average.state_dict() if average is not None else None,
        "scaler": scaler.state_dict() if scaler is not None else None,
        "plateau": asdict(session.plateau),
        "feed": session.feed.state(),
        "random": torch.get_rng_state(),
        "random_cuda": torch.cuda.get_rng_state(session.device) if session.device.type == "cuda" else None,
        "random_mps": torch.mps.get_rng_state() if session.device.type == "mps" else None,
        "precision": session.precision,
        "step": session.step,
        "seconds": session.seconds,
    }


def restore(session: Session, state: State) -> None:
    """Take `session`, made from the same configuration, to where `state` was taken; `Refusal` where it does not fit."""
    try:
        session.model.load_state_dict(state["model"])
        session.optimiser.load_state_dict(state["optimiser"])
        if session.average is not None:
            session.average.load_state_dict(state["average"])
        if session.scaler is not None:
            session.scaler.load_state_dict(state["scaler"])
        session.feed.restore(state["feed"])
    except (RuntimeError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refusal(OTHER_RUN) from error
    session.plateau = Plateau(**state["plateau"])
    session.step, session.seconds = state["step"], state["seconds"]
    torch.set_rng_state(state["random"])
    if state["random_cuda"] is not None and session.device.type == "cuda":
        torch.cuda.set_rng_state(state["random_cuda"], session.device)
    if state["random_mps"] is not None and session.device.type == "mps":
        torch.mps.set_rng_state(state["random_mps"])


OTHER_RUN = Words(
    ko="저장된 상태가 이 설정과 맞지 않아 이어서 학습할 수 없습니다. 네트워크나 최적화 방법이 바뀌었습니다. 새로 시작하십시오.",
    en="The checkpoint does not fit this configuration: another network or optimiser made it. Start a new run.",
)
