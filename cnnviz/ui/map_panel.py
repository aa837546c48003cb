"""The map of one channel, ready to be shown enlarged with the photograph that it answers to."""

from cnnviz.draw.maps import Limits, feature_map_sprite
from cnnviz.measure import Field
from cnnviz.measure.activity import activity
from cnnviz.measure.units import signed
from cnnviz.ui import cache
from cnnviz.ui.language import language
from cnnviz.ui.sides import Side
from cnnviz.ui.unit_view import Panel
from cnnviz.words import Words


def map_panel(side: Side, channel: int, within: Limits, mark: str) -> Panel:
    """The map of `channel` in the colours of `within`; `mark` is what stands above it."""
    values = side.maps[channel]
    low, mean, high, zeros = activity(values)
    return Panel(
        title=f"{side.title[:1]} · {mark}" if side.title else mark,
        told=NUMBERS.format(channel=channel, low=signed(low), mean=signed(mean), high=signed(high), zeros=zeros)[
            language()
        ],
        values=values,
        png=feature_map_sprite(values[None], smallest=1, within=within).png,
        ends=(within.low.item(), within.high.item()),
        photo=cache.view(side.inside.choice, side.inside.picture),
        field=field_of(side),
    )


def field_of(side: Side) -> Field | None:
    """What the units of its layer can see, where that can be said."""
    choice = side.inside.choice
    field = cache.fields(choice.name, choice.options)[side.inside.trace.outputs[side.layer].name]
    return field if isinstance(field, Field) else None


NUMBERS = Words(
    ko="채널 {channel}: 최솟값 {low}, 평균 {mean}, 최댓값 {high}, 0인 자리 {zeros:.0%}",
    en="Channel {channel}: smallest {low}, mean {mean}, largest {high}, exactly zero at {zeros:.0%}",
)
