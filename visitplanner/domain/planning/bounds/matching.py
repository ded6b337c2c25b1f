"""Which visits to pair: a matching of the greatest weight, exact, quick on the many small pieces a year falls into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

Pair = tuple[int, int]
Step = tuple[int, float, Pair]
"""A partner's number, the weight of the pair, the pair."""
Matched = tuple[float, Pair | None, int]
"""The value of a set of nodes, the pair taken first in it, the nodes that remain."""
DENSEST = 2500
"""A piece may have so many pairs; a denser one takes the blossom algorithm seconds."""
WIDEST = 3000
"""A table over subsets may have so many entries; beyond, the blossom algorithm is quicker."""


def near_best_pairs(
    weights: Mapping[Pair, float], order: Sequence[int] | None = None, stop: Callable[[], bool] | None = None
) -> tuple[list[Pair], float]:
    """Pairs as `best_pairs` finds them, and what a better choice could weigh more at most.

    Pieces of more than `DENSEST` pairs, and those that are left when `stop` says so, are paired greedily, the heaviest pair
    first; no choice weighs more than half of each node's heaviest pair, summed.
    """
    found: list[Pair] = []
    more = 0.0
    for piece in _pieces(weights):
        if len(piece) == 1:
            found.append(piece[0])
        elif len(piece) > DENSEST or (stop is not None and stop()):
            pairs = _greedy({pair: weights[pair] for pair in piece})
            found += pairs
            more += max(0.0, _most({pair: weights[pair] for pair in piece}) - sum(weights[pair] for pair in pairs))
        else:
            found += _solve({pair: weights[pair] for pair in piece}, order)
    return found, more


def _greedy(weights: Mapping[Pair, float]) -> list[Pair]:
    taken: set[int] = set()
    found: list[Pair] = []
    for pair in sorted(weights, key=lambda pair: (-weights[pair], pair)):
        if taken.isdisjoint(pair):
            taken.update(pair)
            found.append(pair)
    return found


def _most(weights: Mapping[Pair, float]) -> float:
    """Half of each node's heaviest pair, summed: no pairs weigh more."""
    heaviest: dict[int, float] = defaultdict(float)
    for (i, j), weight in weights.items():
        heaviest[i], heaviest[j] = max(heaviest[i], weight), max(heaviest[j], weight)
    return sum(heaviest.values()) / 2


def best_pairs(weights: Mapping[Pair, float], order: Sequence[int] | None = None) -> list[Pair]:
    """Pairs (i, j), i < j, no node twice, of the greatest total weight; all weights are positive.

    order: a rank for each node; it only makes the work shorter, if pairs are between nodes of near ranks.
    """
    found: list[Pair] = []
    for piece in _pieces(weights):
        if len(piece) == 1:
            found.append(piece[0])
        else:
            found += _solve({pair: weights[pair] for pair in piece}, order)
    return found


def _pieces(weights: Mapping[Pair, float]) -> list[list[Pair]]:
    """The pairs of each connected piece."""
    near: dict[int, list[Pair]] = defaultdict(list)
    for pair in weights:
        near[pair[0]].append(pair)
        near[pair[1]].append(pair)
    seen: set[int] = set()
    pieces: list[list[Pair]] = []
    for start in near:
        if start in seen:
            continue
        seen.add(start)
        nodes, piece = [start], dict[Pair, None]()
        for node in nodes:
            for pair in near[node]:
                piece[pair] = None
                for end in pair:
                    if end not in seen:
                        seen.add(end)
                        nodes.append(end)
        pieces.append(list(piece))
    return pieces


def _solve(weights: Mapping[Pair, float], order: Sequence[int] | None) -> list[Pair]:
    nodes = sorted({n for pair in weights for n in pair}, key=None if order is None else order.__getitem__)
    number = {n: k for k, n in enumerate(nodes)}
    near: list[list[Step]] = [[] for _ in nodes]
    for (i, j), weight in weights.items():
        low, high = sorted((number[i], number[j]))
        near[low].append((high, weight, (i, j)))
    try:
        return _table((1 << len(nodes)) - 1, near, {0: (0.0, None, 0)})
    except _TooWide:
        return _blossom(weights)


class _TooWide(Exception):  # noqa: N818
    """The table over subsets grows too large."""


def _blossom(weights: Mapping[Pair, float]) -> list[Pair]:
    import networkx as nx  # a fifth of a second at the first import, and most years have no piece that needs it

    graph: nx.Graph[int] = nx.Graph()
    for (i, j), weight in weights.items():
        graph.add_edge(i, j, weight=weight)
    return [(min(pair), max(pair)) for pair in nx.max_weight_matching(graph)]


def _table(everything: int, near: list[list[Step]], memo: dict[int, Matched]) -> list[Pair]:
    """The best pairs among the nodes of a mask; `near` names for each node its partners of a higher number."""

    def value(mask: int) -> float:
        known = memo.get(mask)
        if known is not None:
            return known[0]
        low = (mask & -mask).bit_length() - 1
        rest = mask & (mask - 1)
        best: Matched = (value(rest), None, rest)
        for other, weight, pair in near[low]:
            if rest >> other & 1:
                without = rest & ~(1 << other)
                total = weight + value(without)
                if total > best[0]:
                    best = (total, pair, without)
        memo[mask] = best
        if len(memo) > WIDEST:
            raise _TooWide
        return best[0]

    value(everything)
    found: list[Pair] = []
    mask = everything
    while mask:
        _, pair, mask = memo[mask]
        if pair is not None:
            found.append(pair)
    return found
