"""Undo and redo of what was done on the plan: each step is written back as new operations, history keeps all."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import Written, write_back


@dataclass(frozen=True, slots=True)
class Step:
    """`name` is what the person did ("tiến độ nhiệm vụ 1.6"); `written` what it wrote."""

    name: str
    task_id: str
    written: tuple[Written, ...]


class PlanHistory:
    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def add(self, name: str, task_id: str, written: Sequence[Written]) -> None:
        if written:
            self._done.append(Step(name, task_id, tuple(written)))
            self._undone.clear()

    def undo(self, desk: OpenDesk) -> Step | None:
        if not self._done:
            return None
        step = self._done.pop()
        for one in reversed(step.written):
            write_back(desk, one.change._replace(value=one.before))
        self._undone.append(step)
        return step

    def redo(self, desk: OpenDesk) -> Step | None:
        if not self._undone:
            return None
        step = self._undone.pop()
        for one in step.written:
            write_back(desk, one.change)
        self._done.append(step)
        return step
