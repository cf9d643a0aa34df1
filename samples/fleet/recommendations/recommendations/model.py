"""Which products go together: counts of pairs in the same order, weighed by how common each is alone."""

import json
from collections import Counter
from itertools import combinations


class Model:
    def __init__(self, together: dict[str, dict[str, float]]):
        self._together = together

    def also_bought(self, product: str, limit: int = 3) -> list[str]:
        scores = self._together.get(product, {})
        return sorted(scores, key=lambda other: (-scores[other], other))[:limit]

    def save(self, path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(self._together, file)

    @staticmethod
    def load(path: str) -> "Model":
        with open(path, encoding="utf-8") as file:
            return Model(json.load(file))


def learn(orders: list[list[str]], at_least: int = 2) -> Model:
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for order in orders:
        products = sorted(set(order))
        alone.update(products)
        pairs.update(combinations(products, 2))
    together: dict[str, dict[str, float]] = {}
    for (one, other), count in pairs.items():
        if count < at_least:
            continue
        score = count / (alone[one] * alone[other]) ** 0.5
        together.setdefault(one, {})[other] = score
        together.setdefault(other, {})[one] = score
    return Model(together)
