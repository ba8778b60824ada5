"""Words that say what a name is of and are translated, not spelt by ear: project, client, plan.

`Project Heron` is `проект Херон` in Russian, and `Heron Project` is so too. Invariant: such a word
alone never finds a term; it only stands for its translation beside a word that does.
Deliberately elsewhere: how other words meet (`term_words`, `term_ear`).
"""

from __future__ import annotations

import functools

from app.confidentiality.detectors.term_words import fold, is_russian, stem

_GROUPS = """
account аккаунт|agency агентство|application app приложение|bank банк|branch филиал
campaign кампания|centre center центр|client customer клиент заказчик кастомер|club клуб
cluster кластер|committee комитет|company firm компания фирма|contract agreement договор контракт
deal сделка|department dept отдел департамент|division подразделение дивизион
factory plant завод фабрика|foundation fund фонд|group группа|holding холдинг|hospital больница
initiative инициатива|institute институт|laboratory lab лаборатория|mission миссия|model модель
module модуль|network сеть|office офис|operation операция|partner партнёр|phase фаза|stage этап
plan план|platform платформа|portal портал|product продукт
program programme программа programma|project проект прожект проджект proekt|release релиз
school школа|server сервер|service сервис служба|store shop магазин|studio студия
supplier vendor поставщик вендор|system система sistema|team команда тим|tower башня
union союз|university университет|version версия
"""


def _root(folded: str) -> str:
    return stem(folded) if is_russian(folded) else folded


_HEADS = {
    _root(fold(word)): "^" + group.split()[0]
    for group in _GROUPS.replace("\n", "|").split("|")
    for word in group.split()
}


@functools.lru_cache(maxsize=10_000)
def head(word: str) -> str | None:
    """The key of such a word in any form, the same in both languages; None for any other."""
    folded = fold(word)
    return _HEADS.get(_root(folded)) or _HEADS.get(folded.removesuffix("s"))
