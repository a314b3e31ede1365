"""The steps (段階) of a case and how far each is; apart, so that the frame needs nothing else."""

from __future__ import annotations

from enum import StrEnum


class Step(StrEnum):
    """Steps of a case that this version offers."""

    HEARING = "hearing"
    DECOMPOSITION = "decomposition"
    REQUEST_FORMAT = "request_format"
    POSTING = "posting"

    @property
    def label(self) -> str:
        """Return number and name as shown in the step bar."""
        return {
            "hearing": "① 相談・ヒアリング",
            "decomposition": "② 課題分解",
            "request_format": "③ 依頼形式",
            "posting": "④ 依頼文",
        }[self.value]


class StepState(StrEnum):
    """How far a step is."""

    TODO = "todo"
    DOING = "doing"
    DONE = "done"
    ATTENTION = "attention"

    @property
    def label(self) -> str:
        """Return the word shown to people."""
        return {"todo": "未着手", "doing": "作業中", "done": "完了", "attention": "要確認"}[
            self.value
        ]
