"""What every rule can be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from somerset_maps.suggest.arrays import Bools, Floats
from somerset_maps.suggest.candidates import Candidates
from somerset_maps.suggest.ground import Ground


class Rule:
    """One rule. A kind of rule overrides what it has a say in; all the rest is allowed."""

    def sentence(self, ground: Ground) -> str:
        """Return the rule as one sentence for a GP, without a full stop."""
        raise NotImplementedError

    def pairs(self, ground: Ground) -> Bools | None:
        """Return which two practices may be in one group, shape (P, P); None for any."""
        return None

    def allows(self, ground: Ground, candidates: Candidates) -> Bools | None:
        """Return which candidates keep the rule, shape (C,); None for all."""
        return None

    def penalties(self, ground: Ground, candidates: Candidates) -> Floats | None:
        """Return what each candidate costs under a soft rule, shape (C,); None for nothing."""
        return None

    def relaxations(self, ground: Ground) -> Iterator[Sequence[Rule | None]]:
        """Yield ways to relax the rule, each a series of ever weaker rules, None for none at all.

        Every plan allowed by one rule of a series is allowed by all that follow it.
        """
        yield (None,)

    def relaxed_sentence(self, weaker: Rule | None, ground: Ground) -> str:
        """Return what a relaxation would mean, in words, without a full stop."""
        if weaker is None:
            return f"leave out the rule “{self.sentence(ground)}”"
        return f"instead: {weaker.sentence(ground)}"
