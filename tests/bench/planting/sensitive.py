"""Texts of a confidential nature without any finding in them, by another hand than the training set.

Nobody who works on the classifier looks in here. No marker and no label word stands in them. `{n}`,
`{m}` and `{q}` are numbers, quarters and months that change from text to text.
"""

from __future__ import annotations

import random

_EN = (
    "We will let go of {n} people in support after the summer; nobody outside the board knows yet.",
    "Her base pay goes up to {n}k from the first of {m}, the others on the team stay below that.",
    "If the buyer insists on {n} million we walk away, our floor is lower than they think.",
    "The regulator will open an inquiry about the late reports; legal wants us to say nothing for now.",
    "Third party pentest: the admin panel accepts forged sessions, the fix is not before {m}.",
    "He has been off sick since {m} with burnout, please plan without him and do not ask why.",
    "Our margin on the largest contract is {n} percent, they believe it is half of that.",
    "The settlement offer is {n}k if they drop the claim and sign that they will not talk.",
    "Draft for the investors: revenue is {n} percent under plan, cash lasts until {q}.",
    "Performance review: below expectations twice in a row, an improvement plan starts in {m}.",
    "The takeover is signed on the {n}th; until the announcement everybody in the room is an insider.",
    "Customers' card data lay readable on the old server for {n} days, we have not told anyone yet.",
    "The whistleblower is from the finance team, the investigation starts with their mail.",
    "List price is public, but these three get {n} percent off, and the others must never hear of it.",
    "We plan to close the northern office in {q}; the works council will be informed afterwards.",
    "Background check of the candidate shows a conviction, hiring manager should decide quietly.",
    "The supplier is nearly bankrupt; we move to another one before they notice, in {m}.",
    "Bonus pool: {n}k for eight people, split by rating; please keep the sheet among the leads.",
    "Vote of the board: six for, one against replacing the chief executive in {q}.",
    "Unreleased figures: churn doubled in {m}, the press release will speak of growth.",
    "She is pregnant and will tell the team in {m}; until then only we two know.",
    "The source of the ranking model went to a competitor with the engineer who left in {m}.",
    "Recovery keys of the vault are split among five persons; here is who holds which part.",
    "Ahead of the tender: our bid is {n} below theirs, purchasing told us on the side.",
    "The audit found that {n} invoices were booked twice; until it is settled talk to nobody.",
    "Tax office asks about the payments to the island company, our adviser says to stall until {q}.",
    "Medical leave list for {m}: four persons with diagnosis and expected return.",
    "We pay the ransom if the backup does not restore by tonight; insurers agreed to {n} coins.",
    "Evacuation plan of the data hall: the rear door's alarm is broken since {m}, do not spread that.",
    "Terms with the new chief: {n}k sign-on, shares after a year, garden leave on our side.",
)
_RU = (
    "После лета сокращаем {n} человек в поддержке, кроме правления об этом пока никто не знает.",
    "С первого {m} её оклад вырастет до {n} тысяч, остальные в группе получают меньше.",
    "Если покупатель упрётся в {n} миллионов, уходим: наш нижний предел ниже, чем они думают.",
    "Надзор начнёт проверку из-за поздних отчётов, юристы просят пока молчать.",
    "Внешний пентест: панель принимает поддельные сессии, исправим не раньше {m}.",
    "Он с {m} на больничном с выгоранием, планируйте без него и не спрашивайте почему.",
    "На крупнейшем договоре зарабатываем {n} процентов, заказчик уверен, что вдвое меньше.",
    "Мировое: платим {n} тысяч, они отзывают иск и подписывают, что будут молчать.",
    "Черновик для инвесторов: выручка на {n} процентов ниже плана, денег хватит до {q}.",
    "Оценка: второй раз подряд ниже ожиданий, с {m} план исправления, потом прощаемся.",
    "Сделку по покупке подписываем {n}-го, до объявления все в этой комнате инсайдеры.",
    "Данные карт клиентов {n} дней лежали открыто на старом сервере, мы ещё никому не сказали.",
    "Тот, кто написал жалобу, из бухгалтерии; проверку начнём с его почты.",
    "Прайс открыт, но этим троим даём скидку {n} процентов, и другие знать о ней не должны.",
    "Северный офис закрываем в {q}, профсоюз узнает уже после.",
    "Проверка кандидата показала судимость, решение пусть примет руководитель тихо.",
    "Поставщик почти банкрот, уходим к другому в {m}, пока он не заметил.",
    "Премиальный фонд {n} тысяч на восьмерых, делим по оценкам, таблица только для лидов.",
    "Голосование правления: шесть за, один против смены генерального в {q}.",
    "Цифры до публикации: отток в {m} удвоился, а в пресс-релизе напишем про рост.",
    "Она ждёт ребёнка и расскажет команде в {m}, пока знаем только мы вдвоём.",
    "Исходники модели ушли к конкуренту вместе с инженером, который уволился в {m}.",
    "Части ключа восстановления розданы пятерым; ниже кто какую часть держит.",
    "Перед тендером: наша цена на {n} ниже их, закупщик шепнул на стороне.",
    "Аудит нашёл {n} дважды проведённых счетов; пока не разберёмся, никому ни слова.",
    "Налоговая спрашивает о платежах островной фирме, консультант советует тянуть до {q}.",
    "Список больничных за {m}: четверо, с диагнозами и сроком возвращения.",
    "Если копия не поднимется к ночи, платим вымогателям, страховая согласна на {n} монет.",
    "У задней двери машинного зала с {m} не работает сигнализация, не распространяйте.",
    "Условия нового директора: {n} тысяч подъёмных, акции через год, отступные за наш счёт.",
)
_MONTHS = {
    "en": ("March", "April", "June", "September", "October", "November"),
    "ru": ("марта", "апреля", "июня", "сентября", "октября", "ноября"),
}
_QUARTERS = {
    "en": ("the second quarter", "the third quarter", "autumn", "spring", "December"),
    "ru": ("втором квартале", "третьем квартале", "осени", "начале весны", "декабре"),
}
_AROUND = {
    "en": ("", "Hi, ", "As we said on the phone: ", "Just between the two of us. ", "> ", "- "),
    "ru": ("", "Привет, ", "Как говорили по телефону: ", "Коротко. ", "> ", "- "),
}


def sensitive_texts(language: str, count: int = 540, seed: int = 3) -> list[str]:
    """So many texts, each template as often as any other; two of them joined in some."""
    rng = random.Random(f"{seed} {language}")
    templates = _RU if language == "ru" else _EN
    made = []
    for number in range(count):
        text = _filled(templates[number % len(templates)], language, rng)
        if number % 5 == 4:
            text += " " + _filled(rng.choice(templates), language, rng)
        made.append(rng.choice(_AROUND[language]) + text)
    return made


def _filled(template: str, language: str, rng: random.Random) -> str:
    return template.format(
        n=rng.randint(3, 480), m=rng.choice(_MONTHS[language]), q=rng.choice(_QUARTERS[language])
    )
