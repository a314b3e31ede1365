"""What speaks for a target is told by its most telling words."""

from __future__ import annotations

from cspdesk.services.catalogue import load_catalogue
from cspdesk.services.decomposing_knowledge import load_knowledge
from cspdesk.services.folding import fold
from cspdesk.services.stance import Stance
from cspdesk.services.weighing import Reasons, weigh


def test_words_and_sounds_are_quoted_before_what_only_shares_wording() -> None:
    reasons = Reasons(
        weights=[(0.2, "箱が地味")], near=[(0.6, "暑い日でした")], heard=(0.1, "包みを変えたい")
    )

    assert reasons.quotes() == ("箱が地味", "包みを変えたい")


def test_shared_wording_is_quoted_where_nothing_else_speaks() -> None:
    assert Reasons(near=[(0.3, "棚で目立たない")]).quotes() == ("棚で目立たない",)


def test_shared_wording_counts_all_the_same() -> None:
    alone = Reasons(weights=[(0.4, "箱が地味")])
    both = Reasons(weights=[(0.4, "箱が地味")], near=[(0.3, "棚で目立たない")])

    assert both.named() > alone.named()


def test_what_is_named_only_as_there_already_is_told_away() -> None:
    there = Reasons(stances={Stance.OWNED}, told={Stance.OWNED})
    there_but_wanted = Reasons(stances={Stance.OWNED, Stance.WANTED}, told={Stance.OWNED})

    assert there.is_told_away()
    assert not there_but_wanted.is_told_away()


def test_what_is_not_wanted_is_told_away() -> None:
    assert Reasons(stances={Stance.REFUSED}, told={Stance.REFUSED}).is_told_away()


def test_the_same_words_count_once_however_often_they_are_found() -> None:
    once = Reasons(weights=[(0.4, "箱が地味")])
    twice = Reasons(weights=[(0.4, "箱が地味"), (0.3, "箱が地味")])

    assert twice.named() == once.named()


def test_no_quote_repeats_the_words_of_a_stronger_one() -> None:
    reasons = Reasons(weights=[(0.5, "地味"), (0.3, "箱が地味"), (0.2, "棚")])

    assert reasons.quotes() == ("地味", "棚")


def test_what_is_there_already_falls_far_behind_what_the_trouble_alone_would_bring() -> None:
    knowledge = load_knowledge(load_catalogue())
    trouble = "お店の見た目が古くさくて、若い人に入ってもらえない。"

    def logo(words: str) -> float:
        return weigh(knowledge, fold(words), "").items["des-logo"]

    assert logo(trouble + "ロゴはもうある。") < logo(trouble) / 2
