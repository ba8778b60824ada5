"""A fictional house's dictionary, and the forms in which people write its terms.

The forms are written by hand: cases, Latin letters for Russian and the other way round, plurals,
joined and dashed. `TOML` is what `HUSH_TERMS` is given; every term may leave masked.
"""

from __future__ import annotations

from tests.bench.planting.values import Draw, Generator, Value

_TERMS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    # term: kind, forms in Russian texts, forms in English ones
    "Вектор-Строй": ("customer", ("Вектор-Строй", "Вектор-Строя", "Вектор-Строю", "вектор-строем",
        "ВЕКТОР-СТРОЙ", "Вектор-Строе"), ("Vektor-Stroy", "vektor-stroy", "VektorStroy")),
    "Ладогаснаб": ("customer", ("Ладогаснаб", "Ладогаснаба", "Ладогаснабу", "Ладогаснабом",
        "ладогаснабе", "Ladogasnab"), ("Ladogasnab", "Ladogasnab's", "ladogasnab")),
    "Северная Верфь-5": ("customer", ("Северная Верфь-5", "Северной Верфи-5", "Северную Верфь-5",
        "северной верфью-5"), ("Severnaya Verf-5", "severnaya verf-5")),
    "Орлан Финанс": ("customer", ("Орлан Финанс", "Орлан Финанса", "Орлан Финансу",
        "Орлан Финансом", "орлан финансе"), ("Orlan Finans", "orlan finans")),
    "Northgate Foods": ("customer", ("Northgate Foods", "Нортгейт Фудс", "northgate foods"),
        ("Northgate Foods", "NORTHGATE FOODS", "NorthgateFoods", "Northgate-Foods", "northgate foods",
         "Northgate Foods'")),
    "Bluefin Retail": ("customer", ("Bluefin Retail", "bluefin retail"),
        ("Bluefin Retail", "bluefin-retail", "BluefinRetail", "Bluefin Retail's")),
    "Kestrel": ("project", ("Kestrel", "Кестрел", "Кестрела", "Кестрелу", "kestrel"),
        ("Kestrel", "Kestrel's", "KESTREL", "kestrel")),
    "Полярис": ("project", ("Полярис", "Поляриса", "Полярису", "Полярисом", "ПОЛЯРИС", "Polyaris"),
        ("Polyaris", "polyaris")),
    "Журавушка": ("project", ("Журавушка", "Журавушки", "Журавушке", "Журавушку", "Журавушкой",
        "ЖУРАВУШКА"), ("Zhuravushka", "zhuravushka")),
}  # fmt: skip

TOML = "\n".join(
    f'[[term]]\nterm = "{term}"\nkind = "{kind}"\nlevel = "INTERNAL"\naction = "mask"\n'
    for term, (kind, *_) in _TERMS.items()
)


def term(draw: Draw, form: str) -> Value:
    """A term of the dictionary in some form."""
    kind, russian, english = _TERMS[draw.any(tuple(_TERMS))]
    text = draw.any(russian if draw.language == "ru" else english)
    return Value.whole(f"term_{kind}", text)


DICTIONARY: dict[str, Generator] = {"term": term}
