"""Mutants of the doors: tokens, sign-in, sessions, and who may act for whom."""

from __future__ import annotations

from tests.mutants import Mutant

_TOKENS = "tests/wire/test_oidc_tokens.py"
_SIGN_IN = "tests/wire/test_oidc_sign_in.py"
_IDENTITY = "tests/unit/app/test_identity.py"


def _mutant(name: str, file: str, old: str, new: str, test: str) -> Mutant:
    return Mutant(name, "12", f"app/identity/{file}.py", old, new, (test,))


DOORS = (
    _mutant("a token of any issuer", "tokens", '"value": self._issuer.settings.issuer}', '"allow_blank": False}', f"{_TOKENS}::test_wrong_claims_are_not_believed"),
    _mutant("a token for anybody", "tokens", 'aud={"essential": True, "value": audience}', 'aud={"essential": True}', f"{_TOKENS}::test_wrong_claims_are_not_believed"),
    _mutant("a token without an end", "tokens", 'exp={"essential": True}', 'exp={"essential": False}', f"{_TOKENS}::test_wrong_claims_are_not_believed"),
    _mutant("clocks an hour apart", "tokens", "LEEWAY = 30", "LEEWAY = 3600", f"{_TOKENS}::test_wrong_claims_are_not_believed"),
    _mutant("a logout token signs in", "tokens", 'named and "events" not in claims and', "named and", f"{_TOKENS}::test_wrong_claims_are_not_believed"),
    _mutant("a token of any kind", "tokens", "    if not isinstance(kind, str) or kind.lower() not in _KINDS:\n        return None\n", "", f"{_TOKENS}::test_attacks"),
    _mutant("required claims are not", "tokens", "return named and", "return named or", f"{_TOKENS}::test_audience_and_required_claims"),
    _mutant("any signature", "tokens", "        decoded = jwt.decode(token, key, registry=_REGISTRY)\n", '        decoded = jwt.Token({"alg": algorithm}, json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "==")))\n', f"{_TOKENS}::test_attacks"),
    _mutant("any key without a kid", "keys", "    if kid is None and len(fitting) != 1:\n        return None\n", "", f"{_TOKENS}::test_without_a_kid_only_where_there_is_no_choice"),
    _mutant("a key for another algorithm", "keys", " and self.algorithm in (None, algorithm)", "", f"{_TOKENS}::test_keys_for_something_else_are_left_out"),
    _mutant("a key for another use", "keys", ' or entry.get("use", "sig") != "sig"', "", f"{_TOKENS}::test_keys_for_something_else_are_left_out"),
    _mutant("keys are asked for without a pause", "issuer", "PAUSE = 30.0", "PAUSE = 0.0", f"{_TOKENS}::test_new_keys_are_asked_for_at_most_once_in_thirty_seconds"),
    _mutant("old keys are held for ever", "issuer", "HELD = 6 * 3600.0", "HELD = 1e12", f"{_TOKENS}::test_keys_are_kept_and_asked_for_again_when_old"),
    _mutant("any host has the keys", "issuer", "return origin(url) == origin(self.settings.issuer) or (", "return True or (", f"{_TOKENS}::test_other_hosts_are_not_asked"),
    _mutant("another issuer's document", "issuer", '        if document.get("issuer") != self.settings.issuer:\n            return "another_issuer"\n', "", f"{_TOKENS}::test_other_hosts_are_not_asked"),
    _mutant("an answer without an end", "fetching", "            if len(body) > LARGEST:\n                return \"too_large\"\n", "", f"{_TOKENS}::test_an_issuer_in_trouble"),
    _mutant("members are admins", "people", "settings.admin_group in claimed", "settings.admin_group in claimed | members", f"{_TOKENS}::test_admins_and_members"),
    _mutant("a groups claim of any shape", "people", "    if not isinstance(said, list):\n        return frozenset()\n", "    if not isinstance(said, list):\n        said = [said]\n", f"{_TOKENS}::test_groups_are_names_in_a_list"),
    _mutant("a sign-in without a nonce", "tokens", "    if not isinstance(nonce, str) or not same(nonce, wanted.nonce):\n        return False\n", "", f"{_SIGN_IN}::test_id_tokens_that_sign_nobody_in"),
    _mutant("any at_hash", "tokens", "        and same(half, _half_hash(wanted.access_token, algorithm))\n", "", f"{_SIGN_IN}::test_id_tokens_that_sign_nobody_in"),
    _mutant("azp is not read", "tokens", 'if "azp" in claims or several else True', 'if False else True', f"{_SIGN_IN}::test_id_tokens_that_sign_nobody_in"),
    _mutant("any state", "code_flow", 'if not secret or not same(state, self._derived(secret, "state")):', "if not secret:", f"{_SIGN_IN}::test_another_browser"),
    _mutant("a state twice", "code_flow", "        self._used[secret] = now + SECONDS + 1\n", "", f"{_SIGN_IN}::test_an_answer_counts_once"),
    _mutant("no verifier of its own", "code_flow", 'f"hush.signin.{purpose}\\n{secret}"', 'f"hush.signin.{purpose}"', f"{_SIGN_IN}::test_anothers_code_fits_no_verifier_of_ours"),
    _mutant("another issuer's answer", "code_flow", '        if not self._same_issuer(query.get("iss"), endpoints):\n            return NOT_KNOWN\n', "", f"{_SIGN_IN}::test_queries_that_sign_nobody_in"),
    _mutant("an open redirect", "code_flow", 'return path if _WAY_BACK.fullmatch(path) else "/"', "return path", f"{_SIGN_IN}::test_no_open_redirect"),
    _mutant("an issuer's sign-in keeps the planted session", "page", '            arrived.principal, instead_of=cookies.get(SESSION, ""), seconds', "            arrived.principal, seconds", f"{_SIGN_IN}::test_every_sign_in_begins_another_session"),
    _mutant("a sign-in keeps the planted session", "sessions", "        self.end(instead_of)\n", "", f"{_IDENTITY}::test_fixation"),
    _mutant("a cookie without its CSRF token", "identity", '            if not same(headers.get("x-csrf-token", ""), session.csrf):\n                return NO_CSRF\n', "", f"{_IDENTITY}::test_csrf"),
    _mutant("another site may write", "identity", "            if from_elsewhere(headers):\n                return ELSEWHERE\n", "", f"{_IDENTITY}::test_another_site"),
    _mutant("a wrong key falls back to the cookie", "identity", "        if shown is None:\n", '        if shown is None or "hush_ann" not in shown:\n', f"{_IDENTITY}::test_not_a_key"),
    _mutant("a revoked key keeps its session", "sessions", "        if principal is None:\n            return False\n", "        if principal is None:\n            return True\n", f"{_IDENTITY}::test_a_revoked_key_ends_its_sessions_within_a_minute"),
    _mutant("a session never ends", "sessions", "ended = now >= session.until or", "ended =", f"{_IDENTITY}::test_idle_and_old"),
    _mutant("an idle session never ends", "sessions", " or now - session.seen >= IDLE\n", "\n", f"{_IDENTITY}::test_idle_and_old"),
    _mutant("a session acts for others", "sessions", "return replace(principal, scopes=principal.scopes - {Scope.ACT})", "return principal", f"{_IDENTITY}::test_a_session_never_acts"),
    _mutant("a link opens twice", "links", "self._until.pop(_kept(token), 0.0)", "self._until.get(_kept(token), 0.0)", f"{_IDENTITY}::test_a_link_opens_once"),
    _mutant("anybody acts for others", "acting", " or not bot.may(Scope.ACT)", "", f"{_IDENTITY}::test_not_acting"),
    _mutant("a user has more than the bot", "acting", "groups if bot.groups is None else groups & bot.groups", "groups", f"{_IDENTITY}::test_acting"),
    _mutant("in a channel the user's groups count", "acting", "groups = table.groups_of_user(user) if place is None else every", "groups = table.groups_of_user(user)", f"{_IDENTITY}::test_acting"),
    _mutant("one group of the channel is enough", "acting", "groups & bot.groups, every)", "groups & bot.groups)", f"{_IDENTITY}::test_in_a_channel_a_document_is_for_all_of_it"),
    _mutant("tries are not counted", "tries", "        self._limiter.hit(self._limit, _network(address))\n", "        return\n", f"{_IDENTITY}::test_a_wrong_key_is_counted"),
    _mutant("a key of cookies that others read", "cookies", "            os.fchmod(file.fileno(), 0o600)\n", "", f"{_IDENTITY}::test_the_session_key_is_private_and_stays"),
    Mutant("the store forgets the channel's groups", "12", "index/schema.py", "covered = [{group, EVERYONE} for group in sorted(access.every)]", "covered: list[set[str]] = []", ("tests/contract/test_store.py::test_nobody_sees_more_or_less_than_they_may",)),
)
