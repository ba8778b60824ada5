"""The made-up vocabulary of the slots. Russian rows are inflected: see `slots`."""

from __future__ import annotations


def _words(table: str) -> tuple[str, ...]:
    return tuple(table.split())


FIRST_EN = _words(
    "Anna Tom Marta Oliver Priya Kenji Lucia Owen Hannah Mateo Ingrid Farid Nora Pavel Sofia Declan "
    "Yuki Carla Hugo Ines Rajiv Greta Samuel Leila Victor Ruth Dmitri Maya Felix Joan"
)
LAST_EN = _words(
    "Hartwell Okonkwo Lindqvist Moreau Tanaka Brandt Castellano Novak Fairbanks Iyer Delgado Sorensen "
    "Whitlock Rahimi Kowalczyk Vance Abernathy Petrov Oduya Marchetti Stone Keller Byrne Quist "
    "Haddad Larsen Pike Romero Ostrowski Chen"
)


def _man(first: str) -> tuple[str, str, str, str]:
    if first.endswith("й"):
        stem = first[:-1]
        return first, stem + "я", stem + "ю", stem + "ем"
    if first.endswith("а"):
        stem = first[:-1]
        return first, stem + ("и" if stem[-1] in "гкх" else "ы"), stem + "е", stem + "ой"
    if first.endswith("ь"):
        stem = first[:-1]
        return first, stem + "я", stem + "ю", stem + "ем"
    return first, first + "а", first + "у", first + "ом"


def _woman(first: str) -> tuple[str, str, str, str]:
    stem = first[:-1]
    if first.endswith("ия"):
        return first, stem + "и", stem + "и", stem + "ей"
    if first.endswith("я"):
        return first, stem + "и", stem + "е", stem + "ей"
    return first, stem + ("и" if stem[-1] in "гкх" else "ы"), stem + "е", stem + "ой"


FIRST_RU = (
    tuple(map(_man, _words("Сергей Тимур Олег Глеб Степан Рустам Никита Артём Вадим Матвей Руслан "
              "Игорь Тарас Захар Эмиль Фёдор"))),
    tuple(map(_woman, _words("Анна Дарья Ольга Нина Лариса Зоя Камилла Вера Марина Ксения Юлия "
              "Тамара Полина Регина Софья Галина"))),
)  # fmt: skip
_SURNAMES = _words(
    "Ветров Кузнечихин Лосев Абдулов Стрижов Громов Тихомиров Зайченков Юсупов Рябов Дорохов "
    "Сафин Мельников Орешкин Каримов Белозёров Фомичёв Жданов"
)
LAST_RU = (
    tuple((s, s + "а", s + "у", s + "ым") for s in _SURNAMES),
    tuple((s + "а", s + "ой", s + "ой", s + "ой") for s in _SURNAMES),
)

COMPANIES = {
    "en": (
        "Copperline", "Northgate Foods", "Halvorsen", "Bluefin Logistics", "Orbis Health", "Kestrel",
        "Stoneford Bank", "Lumen & Fay", "Tarrant Steel", "Quillon", "Pacific Yarn", "Redwater",
        "Ampere One", "Vistula Pharma", "Greenmoor", "Talbot Rail", "Citybank", "Ostra", "Delphin",
        "Harrow Games", "Meridian Air", "Sable Energy", "Wexford", "Nordlicht",
    ),
    "ru": (
        "Стальная нить", "Дальний берег", "Северный лён", "Меридиан", "Орбита", "Ромашка", "Вектор-М",
        "Тихий Дон Агро", "Уралмет", "Ситибанк", "Кедр", "Заря", "Альфа-Логистик", "Ампер", "Речфлот",
        "Фармпром", "Гранит", "Белый камень", "Восток-Сервис", "Лагуна", "Техснаб", "Янтарь",
    ),
}  # fmt: skip

BOTH: dict[str, tuple[str, ...]] = {
    "service": _words("checkout billing-api search gateway mailer orders profile "
        "payments catalog auth notifier importer report scheduler inventory geo media-proxy web "
        "worker pricing"),
    "codename": _words("Kestrel Falcon Bluebird Aurora Titan Nightjar Amber Polaris Birch "
        "Lighthouse Пустельга Янтарь Гранит Ладога Комета"),
    "namespace": _words("default shop prod staging core data infra tools web"),
    "domain": ("example.com", "corp.example", "mail.example", "example.org", "company.example"),
    "phone": (
        "+7 900 000-00-00", "+44 20 0000 0000", "+1 555 000 0000", "8 (900) 000-00-00",
        "+49 30 000000",
    ),
}  # fmt: skip

EN: dict[str, tuple[str, ...]] = {
    "T": (
        "Leeds", "Porto", "Cork", "Gdansk", "Austin", "Lyon", "Turku", "Tampa", "Graz", "Osaka",
        "Riga", "Calgary", "Bergen", "Pune", "Valencia", "Denver",
    ),
    "dept": (
        "sales", "logistics", "the lab", "procurement", "marketing", "the call centre", "production",
        "platform", "quality", "finance", "support", "maintenance", "the clinic", "design", "research",
    ),
    "product": (
        "pump 7", "Model K", "ScanMate", "cooler X2", "the tyre line", "our app", "the new sensor",
        "the syrup", "the e-bike", "the implant", "RouterOne", "vaccine B", "the lamp", "Drone 4",
    ),
    "role": (
        "data engineer", "shift lead", "head nurse", "sales director", "accountant", "plant manager",
        "lawyer", "driver", "designer", "product owner", "buyer", "technician",
    ),
    "Q": ("Q1", "Q2", "Q3", "Q4", "the first half", "the third quarter", "H2"),
    "month": _words("January February March April May June July August September October"),
    "street": ("Mill Lane", "Harbour Road", "Oak Street", "Station Square", "King's Row", "Elm Court"),
}  # fmt: skip

RU: dict[str, tuple[str, ...]] = {
    "Q": ("первый квартал", "второй квартал", "Q3", "четвёртый квартал", "первое полугодие"),
    "month": _words("январе феврале марте апреле мае июне июле августе сентябре октябре"),
    "street": ("ул. Садовая", "пр. Мира", "Речной пер.", "ул. Лесная", "Набережная", "ул. Гоголя"),
}

TOWNS_RU = (
    ("Казань", "Казани", "Казани", "Казанью", "Казани"),
    ("Тверь", "Твери", "Твери", "Тверью", "Твери"),
    ("Самара", "Самары", "Самаре", "Самарой", "Самаре"),
    ("Пермь", "Перми", "Перми", "Пермью", "Перми"),
    ("Омск", "Омска", "Омску", "Омском", "Омске"),
    ("Тула", "Тулы", "Туле", "Тулой", "Туле"),
    ("Минск", "Минска", "Минску", "Минском", "Минске"),
    ("Алматы", "Алматы", "Алматы", "Алматы", "Алматы"),
    ("Новосибирск", "Новосибирска", "Новосибирску", "Новосибирском", "Новосибирске"),
    ("Псков", "Пскова", "Пскову", "Псковом", "Пскове"),
    ("Уфа", "Уфы", "Уфе", "Уфой", "Уфе"),
)
DEPARTMENTS_RU = (
    ("продажи", "продаж", "продажам", "продажах"),
    ("логистика", "логистики", "логистике", "логистике"),
    ("закупки", "закупок", "закупкам", "закупках"),
    ("маркетинг", "маркетинга", "маркетингу", "маркетинге"),
    ("лаборатория", "лаборатории", "лаборатории", "лаборатории"),
    ("колл-центр", "колл-центра", "колл-центру", "колл-центре"),
    ("бухгалтерия", "бухгалтерии", "бухгалтерии", "бухгалтерии"),
    ("производство", "производства", "производству", "производстве"),
    ("разработка", "разработки", "разработке", "разработке"),
    ("поддержка", "поддержки", "поддержке", "поддержке"),
    ("склад", "склада", "складу", "складе"),
    ("клиника", "клиники", "клинике", "клинике"),
)
PRODUCTS_RU = (
    ("насос", "насоса", "насосу", "насосом", "насосе"),
    ("сироп", "сиропа", "сиропу", "сиропом", "сиропе"),
    ("датчик", "датчика", "датчику", "датчиком", "датчике"),
    ("приложение", "приложения", "приложению", "приложением", "приложении"),
    ("самокат", "самоката", "самокату", "самокатом", "самокате"),
    ("терминал", "терминала", "терминалу", "терминалом", "терминале"),
    ("вакцина", "вакцины", "вакцине", "вакциной", "вакцине"),
    ("подшипник", "подшипника", "подшипнику", "подшипником", "подшипнике"),
    ("модель К", "модели К", "модели К", "моделью К", "модели К"),
    ("роутер", "роутера", "роутеру", "роутером", "роутере"),
)
ROLES_RU = (
    ("инженер данных", "инженеру данных"),
    ("начальник смены", "начальнику смены"),
    ("старшая медсестра", "старшей медсестре"),
    ("главный бухгалтер", "главному бухгалтеру"),
    ("коммерческий директор", "коммерческому директору"),
    ("водитель", "водителю"),
    ("юрист", "юристу"),
    ("дизайнер", "дизайнеру"),
    ("закупщик", "закупщику"),
    ("тестировщик", "тестировщику"),
)
