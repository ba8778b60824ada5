"""Ids by which a house counts its work and its customers: TICKET, and CUSTOMER for contracts too.

Invariant: a ticket is known by its form (`OPS-1234`, `INC0012345`) or by the word before a number; a
customer's, contract's or order's id only by the word before it. Standards, algorithms, laws and the
trackers of public projects (`CVE-2024-1`, `RFC-2616`, `KAFKA-123`) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.confidentiality.detectors.cues import Cues, Led
from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.view import View
from index.chunk import Action, Finding

Span = tuple[int, int]

_FORM = re.compile(
    r"(?=[A-ZА-ЯЁ])(?<![\w\-.])(?P<v>(?P<p>[A-Z]{2,11}\d?|[А-ЯЁ]{2,8})-(?P<n>\d{1,8}))(?!\w|-\d"
    r"|\.\d|:\d)"
)
_SERVICE_DESK = re.compile(
    r"(?=[A-Z])(?<![\w\-])(?P<v>(?:INC|CHG|RITM|REQ|PRB|SCTASK|CTASK|TASK|CS|SR|IM|RFC|SD|WO|KB"
    r"|TKT|CAS)[-_#]?\d{5,10})(?!\w)"
)
_NUMBER = r"(?:\s(?:id|no\.?|number|num|номер[а-я]{0,2}|ref))?[\s:=#№\"'`*(]{1,5}"
_IDS = Cues(
    (
        (
            "ticket|incident|case|service_request|change_request|jira|support_request|helpdesk"
            "|заявк|тикет|обращени|инцидент|запрос|наряд|задач|зни|зно|кейс",
            r"(?:(?:ticket|incident|case|service request|change request|jira|support request"
            r"|helpdesk)s?|заявк[а-я]{1,3}|тикет[а-я]{0,3}"
            r"|обращени[а-я]{1,2}|инцидент[а-я]{0,3}|запрос[а-я]{0,2}(?= ?№)|наряд[а-я]{0,2}"
            r"|задач[а-я]{1,3}|зни|зно|кейс[а-я]{0,2})"
            rf"{_NUMBER}(?P<v>[A-Za-zА-Яа-я]{{0,8}}[-_]?\d{{3,12}}(?:[-/]\d{{1,8}}){{0,3}})"
            rf"(?!\w|\.\d|[-:]\d)",
        ),
        (
            "ticket|issue|jira|branch|feature/|bugfix/|hotfix/|fix/|задач|тикет|ветк",
            r"(?:ticket|issue|jira|branch|feature|bugfix|hotfix|fix|задач[а-я]{1,3}"
            r"|тикет[а-я]{0,3}|ветк[а-я]{1,3})"
            r"[\s:=#/\"'`]{1,3}(?P<v>(?-i:[a-z]{2,10})-\d{2,7})(?!\w)",
        ),
        (
            "customer|cust|client|contract|agreement|order|invoice|subscriber|tenant|policy|acc"
            "|merchant|po_|po#|member|patient|loan|deal|opportunity|shipment|claim|reservation|booking"
            "|application|lead|meter|terminal|vendor|supplier|partner|payer|borrower|debtor|insured"
            "|policyholder|prospect|consignment|waybill|tracking|rma|mortgage|student|beneficiary"
            "|договор|дог|контракт|соглашени|клиент|заказчик|абонент|лицев|счет|счёт|л/с|заказ"
            "|накладн|полис|мерчант|контрагент|покупател|сделк|пациент|партн|поставщик|плательщик"
            "|заёмщик|заемщик|должник|вкладчик|лид|терминал|брон|медкарт|студент|участник|подписчик"
            "|страхов|кредит|карт|рейс|маршрутн|путев|смет|спецификаци|квитанци|талон",
            r"(?:(?:customer|client|contract|agreement|order|invoice|subscriber|tenant|account"
            r"|merchant|purchase order|member|patient|loan|deal|shipment|claim|reservation|booking"
            r"|application|lead|meter|terminal|vendor|supplier|partner|payer|borrower|debtor|insured"
            r"|policyholder|prospect|consignment|waybill|tracking|rma|mortgage|student|beneficiary"
            r")s?|cust\.?|acct?\.?|дог\.?|партн[её]р[а-я]{0,3}|поставщик[а-я]{0,3}"
            r"|плательщик[а-я]{0,3}|за[её]мщик[а-я]{0,3}|должник[а-я]{0,3}|вкладчик[а-я]{0,3}"
            r"|лид[а-я]{0,2}|терминал[а-я]{0,3}|брон[ьи]|медкарт[а-я]{1,2}|студент[а-я]{0,3}"
            r"|участник[а-я]{0,3}|подписчик[а-я]{0,3}|страхов(?:ка|ой|ого)|кредит[а-я]{0,3}"
            r"|рейс[а-я]{0,3}|маршрутн[а-я]{2,3} лист[а-я]{0,2}|путев[а-я]{2,3} лист[а-я]{0,2}"
            r"|смет[а-я]{1,2}|спецификаци[а-я]{1,2}|квитанци[а-я]{1,2}|талон[а-я]{0,2}"
            r"|карт[а-я]{1,2} (?:клиента|пациента|лояльности|абонента)"
            r"|policy|opportunity|po|договор[а-я]{0,3}|контракт[а-я]{0,3}|соглашени[а-я]{1,2}"
            r"|клиент(?:ск)?[а-я]{0,3}|заказчик[а-я]{0,3}|абонент(?:ск)?[а-я]{0,3}"
            r"|лицев[а-я]{2,3} сч[её]т[а-я]{0,3}|сч[её]т[а-я]{0,3}(?:-фактур[а-я]{1,2})?|л/с"
            r"|заказ[а-я]{0,3}|накладн[а-я]{2,3}|полис[а-я]{0,3}"
            r"|мерчант[а-я]{0,3}|контрагент[а-я]{0,3}|покупател[а-я]{1,3}|сделк[а-я]{1,3}"
            r"|пациент[а-я]{0,3})"
            r"(?:(?:\s[а-я]{3,20}){0,2}(?=\s?№)|[ _-]?(?:id|no\.?|nr\.?|number|num|ref|code|key"
            r"|номер[а-я]{0,2}|код[а-я]{0,2}"
            r"|ид))?[\"'`]?[ ]?(?:[:=#№][ ]?|[ ](?:номер|is|это)[ ]|[ ])[\"'`#№]{0,2}[ ]?"
            r"(?P<v>\d{3,4} \d{3,4}(?! ?\d)|[A-Za-zА-Яа-яЁё0-9][\wА-Яа-яЁё/\-]{1,30}\w)(?![\w(@]|\.\w)",
        ),
    )
)
_LOGIN_ID = Led(
    "user|account|person|profile|contact|party|crm|uid|.id",
    r"(?i)(?<![a-z])(?:(?:user|account|person|profile|contact|party|crm)[ _\-]?id[\"'`]?[ ]?[:=#]?"
    r"|uid[\"'`]?[ ]?[:=]|\.id[ ]?={1,2})[ ]?[\"'`]?(?P<v>\d{5,14})(?![\w(.:\-])",
)
_SYSTEM_IDS = frozenset({"65534", "65535", "100000", "165536", "231072", "10000", "10001"})
"""Users of every system: `nobody`, the first of a range."""
_ID_WORD = re.compile(
    r"(?:[Ii][Dd]|ID|[Nn][or]\.?|[Nn]umber|NUMBER|[Rr]ef|[Cc]ode|номер[а-я]{0,2}|код[а-я]{0,2}"
    r"|[#№])[\"'`]?[ :=#№]{0,3}[\"'`]?\Z"
)
_PUBLIC = words(
    """
    JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC FY CY YEAR COVID EXPO EURO TOKYO PARIS
    CVE CWE CAPEC GHSA RHSA RHBA USN DSA DLA FEDORA RFC STD BCP ISO IEC IEEE ITU ANSI DIN EN
    BS NIST FIPS PCI SOC ГОСТ ФЗ ТУ СП РД СНИП ПП ОСТ УК КОАП ГК НК ТК УТФ UTF UCS ISO8859 CP
    KOI8 SHA SHA2 SHA3 MD MD5 AES DES 3DES RSA DSA EC ECDSA P ED CRC FNV HMAC TLS SSL HTTP
    HTTPS HTTP2 IPV IP TCP UDP DNS ICMP SMB NFS USB PCIE SATA SAS DDR DDR3 DDR4 RAID LTO CAT
    CAT5 RJ DB RS COM LPT SCSI NVME M2 CPU GPU TPU RAM ROM SSD HDD GB MB KB TB MHZ GHZ HZ FPS
    BIT X86 X I3 I5 I7 I9 XEON RTX GTX GT H100 A100 V100 T4 K80 P100 GPT LLAMA BERT T5 CLIP
    COVID MP3 MP4 H MPEG AV VP LEVEL STEP PHASE PART VERSION V REV RC ALPHA BETA PATCH BUILD
    OPTION CASE TYPE CLASS GROUP TIER LAYER Q H1 H2 FY W WEEK DAY NODE HOST SERVER WORKER PORT
    PID UID GID EXIT ERROR ERR CODE STATUS ORA PLS TNS SQLSTATE SQL MSSQL SP KEP PEP JEP JSR
    EIP BIP ADR TC QA1 UTC GMT MSK UTC0 CET EST PST K8S K3S EC2 S3 RDS T2 T3 M4 M5 C5 R5 AWS
    GCP APIV JAVA JDK JRE PHP PYTHON RUBY GO NODEJS WINDOWS WIN UBUNTU DEBIAN CENTOS RHEL OS
    IOS SOLARIS EU US UK RU HADOOP HDFS YARN MAPREDUCE HBASE HIVE SPARK KAFKA ZOOKEEPER
    CASSANDRA FLINK LUCENE SOLR MESOS JENKINS GROOVY MAVEN TOMCAT LOG4J2 LOG4J CAMEL AMQ
    ARTEMIS STORM BEAM AIRFLOW ARROW PARQUET IGNITE CALCITE KARAF MDEV MXS SERVER PYTHON2 BUG
    PG MYSQL JDK8 SPR HHH WFLY UNDERTOW KEYCLOAK QUARKUS CLOUDSTACK LIBCLOUD THRIFT AVRO TFN
    GH PR MR INF NAN N T F A B C D E I K L M O R S U Y Z AT ATP DO FOR TO NO ID NUM
    """
)


class Tickets:
    """Finds tickets, and ids of customers, contracts and orders."""

    name = "tickets"

    def find(self, text: str) -> Iterator[Finding]:
        """One finding for each id."""
        view = View.of(text)
        for kind, span in _ids(view.text):
            yield view.finding(kind, Action.MASK, span, self.name)


def _ids(text: str) -> Iterator[tuple[str, Span]]:
    for match in _FORM.finditer(text):
        if match["p"] not in _PUBLIC and len(match["n"]) < 8:
            yield "TICKET", match.span("v")
    for match in _SERVICE_DESK.finditer(text):
        yield "TICKET", match.span("v")
    for match in _LOGIN_ID.finditer(text):
        if match["v"] not in _SYSTEM_IDS:
            yield "CUSTOMER", match.span("v")
    for number, match in _IDS.matches(text):
        if text[match.start() - 1 : match.start()].isalpha() and text[match.start()].islower():
            continue
        if number < 2 and match["v"].split("-")[0].upper() not in _PUBLIC:
            yield "TICKET", match.span("v")
        elif number == 2 and _is_customer(text, match):
            value = match["v"].rstrip("-/_")
            yield "CUSTOMER", (match.start("v"), match.start("v") + len(value))


def _is_customer(text: str, match: re.Match[str]) -> bool:
    """An id, and not any number that a sentence about customers holds."""
    value = match["v"].rstrip("-/_")
    digits = sum(map(str.isdigit, value))
    if digits < 2 or not _is_id(value):
        return False
    between = text[match.start() : match.start("v")]
    if digits > 3 or ":" in between or "=" in between or _ID_WORD.search(between):
        return True
    return bool(re.search(r"[-/]|^[A-ZА-Я]{1,3}\d", value))


def _is_id(value: str) -> bool:
    """Not a date, a year, a version, a law's number or a word with a digit in it."""
    if re.fullmatch(
        r"(?:19|20)\d\d(?:[-/]\d\d?){0,2}|\d{1,3}-?ФЗ|[vV]\d.*|\d{1,2}/\d{1,2}(?:/\d{2,4})?", value
    ):
        return False
    if re.fullmatch(
        r"\d+[-]?(?:[a-z]+|[а-я]+)|[a-z]+[-_]?\d?|[A-Za-z]+\d?|\d+x\d+|\d+[GMK]B", value
    ):
        return False
    return not re.match(r"(?:[a-z]+[-_]){2,}[a-z]*\d?$|[0-9a-f]{8}-[0-9a-f]{4}-", value)
