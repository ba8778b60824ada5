"""Notices of the service, as `words`: errors of its HTTP interface, `hush serve`, `hush keys`."""

from __future__ import annotations

from app.words_chat import CHAT
from app.words_of_limits import LIMITS
from app.words_upstream import UPSTREAM

SERVICE: dict[str, tuple[str, str]] = {
    **CHAT,
    **LIMITS,
    **UPSTREAM,
    "problem_invalid": (
        "The request is not understood at {where}; /api/openapi.json says what it takes.",
        "Запрос не разобран: {where}; что он принимает, сказано в /api/openapi.json.",
    ),
    "problem_unauthorized": (
        "Sign in, or send a valid key as `Authorization: Bearer …`.",
        "Войдите или передайте действующий ключ: `Authorization: Bearer …`.",
    ),
    "problem_sign_in": (
        "Sign in, or send a valid key as `Authorization: Bearer …`.",
        "Войдите или передайте действующий ключ: `Authorization: Bearer …`.",
    ),
    "problem_not_known": (
        "This key or sign-in is not valid, or no more; sign in again.",
        "Этот ключ или вход недействителен либо уже не действует; войдите снова.",
    ),
    "problem_cross_site": (
        "Another site began this request; open Hush itself and try again.",
        "Этот запрос начат с другого сайта; откройте сам Hush и повторите.",
    ),
    "problem_csrf": (
        "The page is out of date; load it again.",
        "Страница устарела; загрузите её заново.",
    ),
    "problem_acting": (
        "This key may not ask for somebody else.",
        "Этому ключу нельзя спрашивать за других.",
    ),
    "problem_wrong_code": (
        "This code does not work: it is mistyped, used already or too old. Whoever runs Hush makes a "
        "new one with: hush keys pair",
        "Этот код не действует: в нём опечатка, он уже использован или устарел. Новый создаёт "
        "администратор Hush командой: hush keys pair",
    ),
    "problem_too_many_codes": (
        "Too many codes that do not work; try again in {minutes} minutes.",
        "Слишком много недействительных кодов; повторите через {minutes} мин.",
    ),
    "problem_too_many_tries": (
        "Too many failed sign-ins; wait a few minutes.",
        "Слишком много неудачных попыток входа; подождите несколько минут.",
    ),
    "problem_issuer_unreachable": (
        "The sign-in service does not answer; try again, or sign in with a key.",
        "Сервис входа не отвечает; повторите попытку или войдите по ключу.",
    ),
    "problem_forbidden": (
        "This key may not do that; ask an administrator for the scope.",
        "Этому ключу такое не разрешено; попросите у администратора нужное право.",
    ),
    "problem_not_found": (
        "There is nothing here by that name that you may read.",
        "Здесь нет ничего с таким именем, что вам доступно.",
    ),
    "problem_method_not_allowed": (
        "This address does not take that method; see /api/openapi.json.",
        "Этот адрес не принимает такой метод; см. /api/openapi.json.",
    ),
    "problem_conflict": (
        "Something else is at work on that; try again in a moment.",
        "Над этим сейчас работает кто-то другой; повторите чуть позже.",
    ),
    "problem_too_large": (
        "The request is too large; send less text.",
        "Запрос слишком велик; отправьте меньше текста.",
    ),
    "problem_too_many": (
        "Too many requests; wait as many seconds as the header Retry-After says.",
        "Слишком много запросов; подождите столько секунд, сколько указано в Retry-After.",
    ),
    "problem_unavailable": (
        "The service is not ready; try again in a moment.",
        "Сервис не готов; повторите чуть позже.",
    ),
    "problem_failed": (
        "Something unexpected went wrong; the log has it under this error's id.",
        "Произошла непредвиденная ошибка; в журнале она записана под этим id.",
    ),
    "problem_inside": (
        "Hush cannot do this now, and its operator must look; the log has it under this error's id.",
        "Сейчас это невозможно, нужен администратор Hush; в журнале ошибка записана под этим id.",
    ),
    "problem_model": (
        "There is no such model; see /v1/models.",
        "Такой модели нет; список: /v1/models.",
    ),
    "problem_unsupported": (
        "Hush does not support {where}.",
        "Hush не поддерживает {where}.",
    ),
    "problem_no_question": (
        "The request holds no question; the last message of the user is the question.",
        "В запросе нет вопроса; вопросом служит последнее сообщение пользователя.",
    ),
    "serving_soon": (
        "reading the models and the index; this takes some seconds",
        "читаю модели и индекс; это займёт несколько секунд",
    ),
    "serving_at": (
        "hush {version} answers at {url}",
        "hush {version} отвечает по адресу {url}",
    ),
    "serving_socket": (
        "and to this machine's owner at {path}",
        "и владельцу этой машины через {path}",
    ),
    "serving_open_once": (
        "Open this link to sign in (once, within ten minutes): {url}",
        "Откройте эту ссылку, чтобы войти (один раз, в течение десяти минут): {url}",
    ),
    "serving_draining": (
        "finishing {count} answers; once more to stop at once",
        "завершаются ответы: {count}; ещё раз, чтобы остановить немедленно",
    ),
    # hush keys
    "key_made": (
        "Key {id}. It is shown this once; keep it in a secret store:",
        "Ключ {id}. Показывается только один раз; сохраните его в хранилище секретов:",
    ),
    "key_rotated": (
        "New secret of key {id}; the old one works for {hours} h more. It is shown this once:",
        "Новый секрет ключа {id}; старый действует ещё {hours} ч. Показывается только один раз:",
    ),
    "key_ended": (
        "The key {id} no longer works.",
        "Ключ {id} больше не действует.",
    ),
    "pair_made": (
        "Send this code to the bot, as /pair CODE in Telegram or /hush pair CODE in Slack. It works "
        "once, within {minutes} minutes, and is shown this once:",
        "Отправьте этот код боту: /pair КОД в Telegram или /hush pair КОД в Slack. Он действует один "
        "раз, в течение {minutes} мин., и показывается только сейчас:",
    ),
    "pair_ended": (
        "The account {account} has nothing by pairing any more.",
        "Учётной записи {account} привязка больше ничего не даёт.",
    ),
    "pair_account": ("account", "учётная запись"),
    "pair_since": ("since (UTC)", "с (UTC)"),
    "key_id": ("id", "id"),
    "key_name": ("name", "название"),
    "key_groups": ("groups", "группы"),
    "key_scopes": ("scopes", "права"),
    "key_state": ("state", "состояние"),
    "key_expires": ("expires (UTC)", "действует до (UTC)"),
    "key_last_used": ("last used (UTC)", "последний запрос (UTC)"),
    "key_active": ("active", "действует"),
    "key_expired": ("expired", "истёк"),
    "key_revoked": ("revoked", "отозван"),
}
