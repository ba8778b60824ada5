"""The words of the shells: openings, closings, headings, small talk. None of them tells a level."""

from __future__ import annotations

OPENINGS = {
    "en": (
        "Hi {F},", "Dear colleagues,", "Hello,", "Hi all,", "{F}, good morning,", "Hey,", "Team,",
        "fyi", "Subject: update\n\nHello {F},", "Following up on yesterday:", "Quick note:",
        "From: {email}\nTo: {email}\nDate: {D}\n\nDear {F},", "As discussed on the phone:",
        "Please find below:", "> forwarded\nHi {F},", "Just between you and me:", "btw",
    ),
    "ru": (
        "{F}, добрый день!", "Коллеги,", "Здравствуйте!", "Привет!", "{F}, привет,", "Всем привет,",
        "Тема: обновление\n\nДобрый день,", "По вчерашнему разговору:", "Кратко:", "Для сведения:",
        "От: {email}\nКому: {email}\nДата: {D}\n\nУважаемые коллеги,", "Как договаривались:",
        "Ниже коротко:", "Переслано:\n{F}, привет,", "Между нами:", "кстати", "слушай,",
    ),
}  # fmt: skip
CLOSINGS = {
    "en": (
        "Best, {F}", "Thanks!", "Regards,\n{P}", "Cheers", "Let me know", "{P}\n{phone}", "Talk later",
        "Please confirm by {D}.", "Sent from my phone", "{P}, {email}",
    ),
    "ru": (
        "Спасибо!", "С уважением,\n{P}", "Жду ответа до {D}.", "На связи, {F}", "{P}\n{phone}",
        "Хорошего дня", "Созвонимся", "Отправлено с телефона", "{P}, {email}", "ок?",
    ),
}  # fmt: skip
HEADINGS = {
    "en": (
        "Summary", "Details", "Status", "Background", "Next steps", "Notes", "Open points", "Context",
        "What happened", "Decision", "Overview", "Questions", "Data", "Appendix", "Timeline",
    ),
    "ru": (
        "Кратко", "Подробности", "Статус", "Предыстория", "Что дальше", "Заметки", "Вопросы", "Итоги",
        "Что произошло", "Решение", "Обзор", "Данные", "Приложение", "Порядок", "Сроки",
    ),
}  # fmt: skip
TITLES = {
    "en": (
        "Weekly update", "Notes", "Handbook", "Memo", "Report", "Team page", "Working paper", "Draft",
        "Project file", "Meeting", "Overview", "Summary for the week", "Wiki", "Document 12",
    ),
    "ru": (
        "Итоги недели", "Заметки", "Справочник", "Записка", "Отчёт", "Страница отдела", "Черновик",
        "Материалы", "Совещание", "Обзор", "Рабочий документ", "Вики", "Документ 12", "Письмо",
    ),
}  # fmt: skip
FILLERS = {
    "en": (
        "ok", "got it", "thanks for the heads-up", "can you talk?", "one sec", "yes",
        "what do you mean?", "sure", "hm", "did you see this?", "call me when free", "not now",
    ),
    "ru": (
        "ок", "понял", "спасибо, что сказал", "можешь говорить?", "секунду", "да", "в смысле?",
        "хорошо", "хм", "видел?", "набери, как освободишься", "давай позже",
    ),
}  # fmt: skip
PLANTED = {
    "en": (
        "(reported by {P}, {email})", "Contact: {P}, {phone}.", "user_id={N2} email={email}",
        "Owner: {P}.", "Customer card {card} was used for the test.", "Host {H} ({ip}).",
        "The record has IBAN {iban} and phone {phone}.", "Ask {P} at {email}.", "passport={passport}",
        "Shipping address in the payload: {addr}.", "cc {P}, {C}", "name={P}, born {date}",
        "account of {C}, contact {P}", "ssn field was {snils}", "Request came from {ip}, user {email}.",
        "Assigned to {P}, reviewer {F}.", "Approved by {P} on {D}.", "{P} will look at it on {D}.",
        "Waiting for a reply from {P} ({email}).", "Ticket {X}-{N2} was opened by {P}.",
        "{C} asked for it, customer number {N2}{N2}.", "Call with {C}: {P}, {P} and {F} took part.",
        "Logs lie in s3://{ns}-logs-{N2}/daily/ and gs://{ns}-dumps/.",
        "The AWS account is {N2}{N2}{N2}{N2}.",
        "arn:aws:iam::{N2}{N2}{N2}{N2}:role/{ns}-reader", "MAC 9c:a4:c9:{N2}:3e:1b, address {ip}",
        "Copied from /home/{F}/{ns}/notes.md.", "See https://{H}/d/{N2}/overview.", "ssh {F}@{H}",
        "Invoice {N2}-{N2} of {C}, IBAN {iban}, due {date}.", "Refund to {iban} for {P}.",
        "{F}, can you check?",
        "{P} has moved to {addr}.", "{F} is out this week, ask {F} or {P}.",
        "Who knows {H}? {P} set it up.",
        "{time} {P} restarts {S} on {H}", "from {ip}/24 to {H}:{port}", "on call: {P}, {phone}",
        "{P} added a comment: please check with {P} before closing {X}-{N2}.",
        "maintainer: {P} <{email}>",
        "Who answers for {S} now that {F} works elsewhere?", "# owner: {P}",
    ),
    "ru": (
        "(сообщил {P}, {email})", "Контакт: {P}, {phone}.", "user_id={N2} email={email}",
        "Владелец: {P}.", "Для проверки взяли карту {card}.", "Хост {H} ({ip}).",
        "В записи ИНН {inn} и телефон {phone}.", "Спросите {Pg}, {email}.", "паспорт {passport}",
        "Адрес доставки в запросе: {addr}.", "в копии {P}, {C}", "ФИО {P}, дата рождения {date}",
        "клиент {C}, контакт {P}", "СНИЛС в поле: {snils}", "Запрос с {ip}, пользователь {email}.",
        "Исполнитель {P}, проверяет {F}.", "Согласовано: {P}, {D}.", "{P} посмотрит {D}.",
        "Ждём ответа: {P} ({email}).", "Заявку {X}-{N2} завёл {P}.",
        "Просит {C}, номер клиента {N2}{N2}.", "Созвон с {C}: были {P}, {P} и {F}.",
        "Логи в s3://{ns}-logs-{N2}/daily/ и gs://{ns}-dumps/.", "Аккаунт в облаке {N2}{N2}{N2}{N2}.",
        "arn:aws:iam::{N2}{N2}{N2}{N2}:role/{ns}-reader", "MAC 9c:a4:c9:{N2}:3e:1b, адрес {ip}",
        "Скопировано из /home/{F}/{ns}/notes.md.", "Смотрите https://{H}/d/{N2}/overview.",
        "ssh deploy@{H}",
        "Счёт {N2}-{N2} от {C}, IBAN {iban}, оплатить до {date}.", "Возврат на {iban}, получатель {P}.",
        "{F}, глянешь?", "{P}: новый адрес {addr}.", "{F} на этой неделе не работает, спросите {Pg}.",
        "Кто знает {H}? Настраивал {P}.", "{time} {P} перезапускает {S} на {H}",
        "с {ip}/24 на {H}:{port}",
        "дежурный {P}, {phone}", "{P} добавил комментарий: уточните у {Pg}, потом закрывайте {X}-{N2}.",
        "Кто теперь ведёт {S}, если {F} в другой команде?", "# владелец: {P}",
        "ИНН {inn}, договор {N2}/{N2} с {C}",
    ),
}  # fmt: skip
