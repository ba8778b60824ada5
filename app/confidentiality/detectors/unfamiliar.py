"""What is in no public vocabulary: the net under the other detectors.

A capitalised word that neither a dictionary of English or Russian nor the vocabulary of public
software knows is most likely a name: of a person, a firm, a product, a project. So is a long bare
number, or a mixture of letters and digits that makes no familiar words, an identifier, and a day
before 2010 most likely somebody's. None can be told apart further here, and need not be: it is
masked.
Invariant: words in small letters, code identifiers made of familiar parts, acronyms, file names and
pieces of links and paths stay. `vocabulary.txt` holds the words: SCOWL's American and British lists
(Copyright 2000-2011 by Kevin Atkinson, free to use, copy, modify and distribute with this notice)
and words that occur in the names or summaries of at least four public packages, personal names
taken out. Deliberately elsewhere: everything that has a shape or a cue of its own.
"""

from __future__ import annotations

import functools
import itertools
import pkgutil
import re
from collections.abc import Callable, Iterator

from app.confidentiality.detectors.around import around, near
from app.confidentiality.detectors.called_words import EMBLEMS
from app.confidentiality.detectors.lexicon import rank
from app.confidentiality.detectors.morphology import readings
from app.confidentiality.detectors.products import PRODUCTS, VENDORS
from app.confidentiality.detectors.russian_trade import is_shaped, is_trade, root, roots
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.view import BLANK, View
from index.chunk import Action, Finding

_LATIN = re.compile(
    r"(?P<w>[A-Z\u00c0-\u00de\u0100-\u024f](?<![\w$%@#.\\/~].)(?<!--.)[A-Za-z\u00c0-\u024f\u1e00-\u1eff]{2,40})"
    r"(?:['\u2019]s)?(?![\w(/\\]|\.\w|-[a-z\d])"
)
_RUSSIAN = re.compile(r"(?P<w>[А-ЯЁ](?<![\w$%@#./\\~].)(?<!--.)[а-яё]{2,40})(?![\w(/\\]|\.\w)")
_OPENS = re.compile(r"(?:\A|[.!?…:|*#\-–—•()\[\]«\"\n\d])[ \t]{0,3}\Z")
_WITHIN = re.compile(r"[a-z\d,\u27e7] \Z|[\"'(=:]\Z|[:=] \Z")
_GIVEN = 6
"""From which rank of the lexicon on a word with a capital within a sentence is a first name."""
_AFTER_SMALL = re.compile(r"(?<![\w\-])(?!(?:an?|the|my|our|this|each|every|no) )[a-z]{1,15},? \Z")
_BEFORE_SMALL = re.compile(r" [a-z]{2,}(?![\w:])|['\u2019]s |[,.;?!](?:\s|$)|$|\n")
_NUMBER = re.compile(r"\d(?<![\w.,:/\-+#=$]\d)\d{5,19}(?![\w:/\-=]|[.,]\d)")
_MIXED = re.compile(
    r"(?<![\w$%@#.\\/~:&=\-])(?P<w>(?=[\w\-]{0,40}\d)(?=[\w\-]{0,40}[^\W\d_])[^\W_][\w\-]{3,40})"
    r"(?![\w(/\\]|[.:]\w|-)"
)
_SIGNED = re.compile(
    r"(?<![^\s\"'`«(|:=])(?P<w>(?=\S{0,30}\d)(?=\S{0,30}[A-Za-z])"
    r"(?=[A-Za-z0-9]\S{0,30}[!#$%^&*?~]\S{0,30}[A-Za-z0-9])(?!\S{0,40}%[0-9A-F]{2})"
    r"[A-Za-z0-9][A-Za-z0-9!#$%^&*?+~_\-]{5,40})(?![^\s\"'`».,;:)|])"
)
_WITHIN_WORD = re.compile(r"[!#$%^&*?~](?<=\S.)(?=\S{0,30}[A-Za-z0-9])")
"""A sign as `_SIGNED` needs one."""
_DATE = re.compile(
    r"(?<![\w.\-/])(?:(?:19[3-9]\d|200\d)-[01]\d-[0-3]\d|[0-3]?\d([./-])[01]?\d\1(?:19[3-9]\d|200\d)"
    r"|[0-3]?\d(?:st|nd|rd|th)?\s(?:of\s)?[A-Za-zа-я]{3,9}\.?,?\s(?:19[3-9]\d|200\d)"
    r"|[A-Z][a-z]{2,8}\.?\s[0-3]?\d(?:st|nd|rd|th)?,?\s(?:19[3-9]\d|200\d))(?![\w\-/]|\.\d)"
)
_YEAR = re.compile(r"19[3-9]\d|200\d")
_MONTH = re.compile(
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя"
    r"|дек",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"\.\.\.(?:[\"']|[ ]*\|)")
"""What a manual leaves out of an id or a token: the rest of it is none."""
_SIGN = re.compile(r"[!#$%^&*?+~]")
_PARTS = re.compile(r"[A-Z]+(?![a-z\u00df-\u024f])|[A-Z]?[a-z\u00df-\u024f]+|[^\W\d_]")
_PREFIXES = words(
    """
    anti auto back co cross cyber data de dis down eco en extra fore geo hyper in inter kube mega
    meta micro mid mini mis mono multi my nano net non off on out over pg poly post pre pro pseudo re
    semi sub super sys tele trans ultra un under uni up web
    """
)
_SUFFIXES = words(
    """
    s es ed er ers ing ings able ability ible ation ations izer izers ize ized izes ly ness less ful
    ment ments ship ware base bases ctl db fs set sets map maps book books pool pools
    """
)
_RUSSIAN_TECH = words(
    """
    кубернетес кубер докер прометеус прометей графана редис постгрес постгресом кафка кафку гитлаб
    гитхаб дженкинс ансибл терраформ хельм вольт волт консул эластик кибана логсташ нгинкс джава
    питон яндекс телеграм телеграмм слак слэк джира конфлюенс линукс убунту дебиан виндовс интернет
    """
)
_RUSSIAN_STEM = re.compile(
    r"(?:под|не|авто|мульти|микро|мета|супер|пре|пере|рас|раз|за|вы|про)?"
    r"(?:шард|дашборд|триггер|токен|бакет|кластер|биллинг|датасет|лог|алиас|туториал|билд|депло"
    r"|релиз"
    r"|хост|сервер|инстанс|контейнер|нод|бэкап|бекап|дедуплик|визуализ|кэш|кеш|хэш|хеш|промокод|роут|прокси|вебхук"
    r"|плейбук|ранбук|раннер|пайплайн|воркер|демон|сокет|стейт|стек|стрим|тикет|апдейт|апгрейд|фич"
    r"|хук|чарт|эндпоинт|эндпойнт|парс|рендер|репозитор|реплик|ресурс|скейл|скрипт|снапшот|снэпшот)"
    r"[а-яё]{0,12}$"
)
"""Words of the trade that no dictionary of Russian has, with what stands before and after them."""
_RUSSIAN_ABSTRACT = re.compile(
    r"(?:[иы]ровать|[иы]рован[а-яё]{1,4}|[иы]руй(?:те)?|[иы]руе[а-яё]{1,3}|изаци[а-яё]{1,3}"
    r"|аци[яиюей]{1,2}"
    r"|ост[ьи]|остью|тельн[а-яё]{2,3}|ивн[а-яё]{2,3}|ческ[а-яё]{2,3}|иваем[а-яё]{2,3}|емост[ьи])$"
)
"""Endings of verbs, qualities and processes, which names hardly have."""
_PUBLIC = words(
    """
    jan january feb february mar march apr april may jun june jul july aug august sep sept september
    oct october nov november dec december mon monday tue tues tuesday wed wednesday thu thur thurs
    thursday fri friday sat saturday sun sunday gmt utc msk est pst cet pls plz thx
    africa america asia australia europe russia moscow london berlin paris dublin tokyo singapore
    sydney frankfurt china japan india germany france spain italy england britain canada brazil
    ireland netherlands amsterdam oregon virginia ohio
    kube kubernetes kubelet kubelets kubectl kubeadm kubeconfig apiserver autoscaler autoscaling
    daemonset daemonsets statefulset statefulsets replicaset replicasets configmap configmaps
    namespace namespaces nodeport crashloop crashlooping unschedulable finalizer kustomize minikube
    containerd cri etcd coredns ingress istio linkerd cilium calico flannel argo argocd flux tekton
    prometheus alertmanager alertmanagers pushgateway thanos cortex mimir grafana loki tempo jaeger
    zipkin opentelemetry kibana logstash fluentd fluentbit filebeat zabbix nagios icinga pagerduty
    opsgenie sentry datadog apdex slo sli sla sre runbook runbooks postmortem postmortems oncall
    rollout rollouts rollback failover failback switchover timeout timeouts uptime downtime backoff
    overcommit defrag lockdown rollover slowlog keyspace vacuum bgsave upsert tracepoint loadbalancer
    hadoop spark flink kafka zookeeper cassandra clickhouse redis memcached rabbitmq nats celery
    postgresql postgres pgbouncer patroni mysql mariadb mongodb oracle mssql sqlite percona galera
    gitlab github bitbucket gitaly praefect sidekiq jenkins nexus artifactory harbor sonarqube
    terraform ansible vagrant packer chef puppet saltstack helm consul vault nomad docker podman
    nginx haproxy envoy traefik apache tomcat jetty wildfly kotlin scala rails django flask spring
    debian ubuntu centos redhat fedora suse alpine cisco mikrotik juniper vmware proxmox openstack
    sigterm sigkill sigsegv sighup sigint econnrefused etimedout enoent eacces workdir hostname
    saas paas iaas devops gitops chatops finops secops webhook webhooks cron crontab systemd
    firstname lastname username usernames xlarge hash hashes
    cname broadwell skylake haswell mrs messrs mme mlle phd esq
    american americans british english scottish welsh irish canadian australian german germans
    french italian italians spanish portuguese dutch belgian swiss austrian swedish norwegian
    danish finnish icelandic polish czech slovak hungarian romanian bulgarian greek turkish
    russian russians ukrainian georgian armenian israeli arabic egyptian moroccan nigerian kenyan
    african indian pakistani chinese japanese korean vietnamese thai indonesian filipino mexican
    brazilian argentine chilean colombian european europeans asian christian christians muslim
    jewish buddhist catholic
    """
)
"""Words of the calendar, of places, of nations and titles, and of software in operation."""


class Unfamiliar:
    """Finds words and numbers that no public vocabulary knows."""

    name = "unfamiliar"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding a word or number."""
        view = View.of(text)
        for match in _LATIN.finditer(view.text):
            familiar = is_familiar(match["w"]) or _ELIDED.match(view.text, match.end())
            if not familiar or _is_emblem(view.text, match):
                yield view.finding("NAME", Action.MASK, match.span("w"), self.name)
        for span in _russian(view.text):
            yield view.finding("NAME", Action.MASK, span, self.name)
        signed = near(_SIGNED, view.text, around(view.text, _WITHIN_WORD))
        for matches in (_MIXED.finditer(view.text), signed):
            for match in matches:
                elided = _ELIDED.match(view.text, match.end())
                if BLANK not in match["w"] and not elided and made_up(match["w"]):
                    yield view.finding("IDENTIFIER", Action.MASK, match.span("w"), self.name)
        for match in near(_DATE, view.text, around(view.text, _YEAR)):
            if not re.search(r"[^\W\d]{3}", match[0]) or _MONTH.search(match[0]):
                yield view.finding("DATE", Action.MASK, match.span(), self.name)
        for match in _NUMBER.finditer(view.text):
            if not _round(match[0]) and BLANK not in match[0]:
                yield view.finding("NUMBER", Action.MASK, match.span(), self.name)


def _russian(text: str) -> Iterator[tuple[int, int]]:
    """Capitalised words that no dictionary of Russian knows; of those that open a sentence not
    what is lent from English or written small elsewhere."""
    small: frozenset[str] | None = None
    for match in _RUSSIAN.finditer(text):
        if is_familiar_russian(match["w"]):
            continue
        low = match["w"].lower()
        if _OPENS.search(text, max(0, match.start() - 4), match.start()):
            small = roots(text) if small is None else small
            if is_shaped(low) or root(low) in small:
                continue
        yield match.span("w")


def _is_emblem(text: str, match: re.Match[str]) -> bool:
    """Whether a capital within a sentence makes a name of a beast, a god or a plant."""
    start, end = match.span("w")
    low = match["w"].casefold()
    if not text[start + 1 : end].islower():
        return False
    if low in EMBLEMS:
        return _WITHIN.search(text, max(0, start - 3), start) is not None
    return (
        _AFTER_SMALL.search(text, max(0, start - 18), start) is not None
        and _BEFORE_SMALL.match(text, end) is not None
        and low not in _PUBLIC
        and (rank(low)[0] >= _GIVEN or _plain()(low))
    )


@functools.cache
def _plain() -> Callable[[str], bool]:
    """`plain_words` reads this vocabulary itself, so it is loaded on first use."""
    from app.confidentiality.detectors.plain_words import is_plain

    return is_plain


def in_vocabulary(word: str) -> bool:
    """Whether a word in small letters is in the public vocabulary as it stands."""
    return word in _vocabulary() or word in _PUBLIC


@functools.lru_cache(maxsize=20_000)
def is_familiar(word: str) -> bool:
    """Whether a Latin word, or each part of a compound, is in the vocabulary."""
    if _known(word):
        return True
    parts = _PARTS.findall(word)
    return len(parts) > 1 and all(len(part) < 3 or _known(part) for part in parts)


def _known(word: str) -> bool:
    low = word.casefold()
    if low in _vocabulary() or low in _PUBLIC or low in PRODUCTS or low in VENDORS:
        return True
    if word.isupper() and len(word) < 5:
        return True
    return _derived(low)


def _derived(low: str) -> bool:
    """A familiar word with a usual beginning or ending."""
    known = _vocabulary()
    for suffix in ("", *sorted(_SUFFIXES)):
        if suffix and not low.endswith(suffix):
            continue
        stem = low[: len(low) - len(suffix)]
        if len(stem) < 3:
            continue
        stems = {stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem}
        if suffix and not stems.isdisjoint(known) and len(stem) > 3:
            return True
        for prefix in _PREFIXES:
            if stem.startswith(prefix) and len(stem) - len(prefix) > 3:
                rest = stem[len(prefix) :]
                if not {rest, rest + "e"}.isdisjoint(known):
                    return True
    return False


@functools.lru_cache(maxsize=20_000)
def is_familiar_russian(word: str) -> bool:
    low = word.casefold()
    if (
        low in _RUSSIAN_TECH
        or is_trade(low)
        or _RUSSIAN_STEM.match(low)
        or _RUSSIAN_ABSTRACT.search(low)
    ):
        return True
    rest = low.removeprefix("не").removeprefix("под").removeprefix("авто").removeprefix("пере")
    forms = {low, rest} if len(rest) > 3 else {low}
    return any(reading.known for form in forms for reading in readings(form))


@functools.lru_cache(maxsize=20_000)
def made_up(token: str) -> bool:
    """Letters and digits that make no familiar words with a few digits: somebody's identifier."""
    parts = re.findall(r"[^\W\d_]+", token)
    strange = any(
        not (is_familiar(part) if part.isascii() else is_familiar_russian(part))
        for part in parts
        if len(part) > 2
    )
    pairs = [a + b for a, b in itertools.pairwise(token) if (a + b).isalnum()]
    switches = sum(pair[0].isdigit() != pair[1].isdigit() for pair in pairs)
    many = switches > 3 or sum(map(str.isdigit, token)) > 4
    return strange or many or _SIGN.search(token) is not None


def _round(number: str) -> bool:
    """A size or a limit: thousands, or a multiple of 1,024."""
    value = int(number)
    return value % 1000 == 0 or value % 1024 == 0 or len(set(number)) == 1


@functools.cache
def _vocabulary() -> frozenset[str]:
    table = pkgutil.get_data(__name__, "vocabulary.txt")
    assert table is not None
    return words(table.decode("ascii"))
