"""Commands and statements that take a credential: where it stands in each.

One line of the table for each: a name for reading, the words one of which begins it (in lower
case), the pattern from that word on with the group `value`, and how much like a credential the value
must look. Invariant: bounded repetition only, so the time stays linear.
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_values import Strength

_V = (
    r"""["']?(?P<value>(?:(?<=')[^'\n$]{3,80}(?=')|(?<=")[^"\n$]{3,80}(?="))"""
    r"""|[^\s"'`|;&<>]{3,200}|<[^>\s]{1,40}>)"""
)
"""Between quotes a password may hold blanks."""
_ARGS = r"[^\n|;]{0,160}?\s"

Place = tuple[str, str, str, Strength]

COMMANDS: tuple[Place, ...] = (
    ("mysql -pX", "mysql mariadb", rf"(?:mysql|mariadb)\w*(?:-\w+)?\b{_ARGS}-p{_V}", Strength.WORD),
    ("unzip -P X", "unzip zip", rf"(?:un)?zip\b(?:{_ARGS}|\s)-P\s?{_V}", Strength.WORD),
    ("7z -pX", "7z 7za rar unrar", rf"(?:7za?|(?:un)?rar)\b{_ARGS}-h?p{_V}", Strength.WORD),
    ("sshpass -p X", "sshpass", rf"sshpass\s+-p\s?{_V}", Strength.WORD),
    (
        "docker login -p X",
        "docker podman helm nexus az oc skopeo crane",
        rf"(?:docker|podman|helm|oc|az|nexus|skopeo|crane)\b[^\n|;]{{0,40}}?\slogin\b(?:{_ARGS}|\s)-p[\s=]{_V}",
        Strength.WORD,
    ),
    ("openssl enc -k X", "openssl", rf"openssl\b{_ARGS}-k\s{_V}", Strength.WORD),
    (
        "psexec -p X",
        "psexec paexec winexe evil-winrm wmiexec smbexec",
        rf"(?:psexec|paexec|winexe|evil-winrm|wmiexec|smbexec)\S{{0,8}}{_ARGS}-p\s{_V}",
        Strength.WORD,
    ),
    ("redis-cli -a X", "redis-cli", rf"redis-cli\b(?:{_ARGS}|\s)-a\s?{_V}", Strength.WORD),
    (
        "mongo -p X",
        "mongo",
        rf"mongo(?:sh|dump|restore|export|import)?\b{_ARGS}-p\s{_V}",
        Strength.WORD,
    ),
    (
        "ldapsearch -w X",
        "ldap",
        rf"ldap(?:search|modify|add|delete|whoami|passwd)\b{_ARGS}-w\s?{_V}",
        Strength.WORD,
    ),
    ("sqlcmd -P X", "sqlcmd bcp", rf"(?:sqlcmd|bcp)\b{_ARGS}-P\s?{_V}", Strength.WORD),
    (
        "-p X of clients that log in",
        "clickhouse-client cqlsh ipmitool freerdp xfreerdp rdesktop vncviewer plink putty winscp lftp"
        " ncftp tsm psql impala beeline",
        r"(?:clickhouse-client|cqlsh|ipmitool|x?freerdp|rdesktop|plink|putty|winscp|lftp|ncftp\w*|beeline)\b"
        rf"{_ARGS}(?:-[pPw]\s|-pw\s|/p:|-u\s[\w.]{{1,32}},){_V}",
        Strength.WORD,
    ),
    (
        "curl -u name:X",
        "curl wget http",
        r"(?:curl|http|https|wget)\b[^|;]{0,300}?\s(?:-u|--user|-a|--proxy-user|-U)"
        r"[\s=]?[\"']?[^\s:\"'$]{0,64}:(?!test\b)(?P<value>[^\s\"'`]{3,200})",
        Strength.WORD,
    ),
    (
        "curl -u X:",
        "curl",
        r"curl\b[^|;\n]{0,160}?\s-u\s?[\"'](?P<value>[^\s:\"'$]{8,100}):[\"']",
        Strength.LIKELY,
    ),
    (
        "htpasswd -b file name X",
        "htpasswd",
        rf"htpasswd\s+-[a-zA-Z]*b[a-zA-Z]*\s+\S{{1,120}}\s+\S{{1,64}}\s+{_V}",
        Strength.WORD,
    ),
    (
        "chpasswd",
        "echo printf",
        r"(?:echo|printf)\s+(?:-\w\s)?[\"']?[\w.\-]{1,32}:(?P<value>[^\s\"'|]{3,200}?"
        r")(?:\\n)?[\"']?\s*\|\s*(?:sudo\s+)?chpasswd",
        Strength.WORD,
    ),
    (
        "echo X | docker login --password-stdin",
        "echo printf print",
        r"(?:echo|printf|print)\s+(?:-\w{1,3}\s+)?(?:['\"]%s(?:\\n)?['\"]\s+)?[\"']?"
        r"(?P<value>[^\s\"'`|;&<>]{3,200})[\"']?\s*\|[^\n|]{0,160}?"
        r"(?:--?(?:password|pass|pw)-?stdin|--passphrase-fd|--stdin\b|--with-token"
        r"|\bsudo\s+(?:-\w{1,4}\s+){0,2}-\w{0,3}S|\bkinit\b|\bcryptsetup\b|--password-file[\s=]-"
        r"|\bsu\s|\bpasswd\b)",
        Strength.WORD,
    ),
    (
        "rabbitmqctl add_user",
        "add_user change_password add-user",
        rf"(?:add_user|change_password|add-user)\s+[\w.\-]{{1,64}}\s+{_V}",
        Strength.WORD,
    ),
    (
        "net use",
        "net use",
        r"net\s+use\b[^\n]{0,160}?/user:\S{1,80}\s+(?P<value>[^\s\"'`]{3,200})",
        Strength.WORD,
    ),
    (
        "net use, the password first",
        "net use",
        r"net\s+use\s[^\n]{0,100}?\\\S{1,80}\s+(?P<value>[^\s\"'`/*]{3,200})\s+/user:",
        Strength.WORD,
    ),
    (
        "net user name X",
        "net user",
        r"net\s+user\s+[\w.\-]{1,32}\s+(?P<value>[^\s\"'`/*]{3,100})",
        Strength.LIKELY,
    ),
    (
        "SQL",
        "identified",
        r"(?i:identified\s+(?:with\s+\S{1,40}\s+)?by)\s+(?:password\s+)?['\"](?P<value>[^'\"\n]{3,200})",
        Strength.WORD,
    ),
    (
        "SQL of roles",
        "role user login",
        r"(?i:(?:role|user|login)\s[^\n;]{1,80}?\bpassword)(?:\s+|\s*=\s*)['\"](?P<value>[^'\"\n]{3,200})",
        Strength.WORD,
    ),
    (
        "redis.conf",
        "requirepass masterauth auth",
        rf"(?<![\w\-])(?:requirepass|masterauth|AUTH)[ \t]+{_V}",
        Strength.LIKELY,
    ),
    (
        "vault kv put x value=X",
        "vault consul etcdctl",
        r"(?:vault\s+(?:kv\s+put|write)|consul\s+kv\s+put|etcdctl\s+put)\s+(?:-\S{1,40}\s+){0,3}\S{1,100}"
        rf"(?:\s+|\s[^\n]{{0,80}}?(?:value|pass(?:word)?|pwd|secret|token)=){_V}",
        Strength.LIKELY,
    ),
    (
        "useradd -p X",
        "useradd usermod winrs",
        rf"(?:user(?:add|mod)|winrs)\b{_ARGS}-p(?:assword)?[:=\s]{_V}",
        Strength.LIKELY,
    ),
    (
        "keys of network devices",
        "crypto tacacs-server radius-server pre-shared-key tacacs radius",
        r"(?:crypto\s+isakmp\s+key|(?:tacacs|radius)(?:-server)?(?:\s+host\s+\S{1,60})?[^\n]{0,40}?\skey"
        r"|pre-shared-key)(?:\s+(?:[067]|ascii-text|local|remote|text))?\s+"
        rf"(?!address\b|is\b|was\b|for\b|of\b|must\b){_V}",
        Strength.LIKELY,
    ),
    (
        "ConvertTo-SecureString X",
        "convertto-securestring",
        rf"(?i:convertto-securestring)\s+(?:-string\s+)?{_V}",
        Strength.WORD,
    ),
    (
        "SQL without quotes",
        "identified",
        r"(?i:identified\s+by)\s+(?!values\b)"
        r"(?P<value>[A-Za-z0-9][^\s\"'`;,()<>]{3,60})[ \t]*(?=;|\n|$)",
        Strength.LIKELY,
    ),
    (
        "a user of IOS",
        "username",
        r"username\s(?!and\b|or\b|with\b)[\w.\-]{1,32}(?:\s(?:privilege|role|group)\s[\w\-]{1,20}){0,2}"
        r"\s(?:password|secret)(?:\s\d)?\s(?P<value>[^\s\"'`<>]{3,100})[ \t]*(?=\n|$)",
        Strength.WORD,
    ),
    ("netrc", "login", r"login\s+\S{1,64}\s+password\s+(?P<value>[^\s\"'`]{3,200})", Strength.WORD),
    (
        "from-literal",
        "--from-literal",
        r"--from-literal[=\s][\"']?[\w.\-]{0,40}?(?i:pass|pwd|pw|secret|token|key|cred|auth)[\w.\-]{0,20}="
        r"[\"']?(?P<value>[^\s\"'`]{3,200})",
        Strength.WORD,
    ),
    (
        "oracle u/X@host",
        "jdbc:oracle sqlplus expdp impdp rman",
        r"(?:jdbc:oracle:\w{2,6}:|(?:sqlplus|expdp|impdp|exp|imp|rman\s+target)\s+(?:-\w\s+)?[\"']?)"
        r"[\w$#.\-]{1,40}/(?P<value>[^\s@\"'`]{3,100})@",
        Strength.WORD,
    ),
    (
        "snmp -c X",
        "snmp",
        r"snmp(?:walk|get|bulkwalk|bulkget|set|getnext|trap|table|status)\b[^\n|;]{0,80}?\s-c\s?"
        r"(?!public\b|private\b)[\"']?(?P<value>[^\s\"'`]{3,64})",
        Strength.WORD,
    ),
    (
        "snmp -A X",
        "snmp",
        r"snmp\w{2,12}\b[^\n|;]{0,160}?\s-[AX]\s?[\"']?(?P<value>[^\s\"'`]{3,64})",
        Strength.LIKELY,
    ),
    (
        "rocommunity X",
        "rocommunity rwcommunity snmp-server community",
        r"(?:r[ow]community6?|snmp-server\s+(?:community|host\s\S{1,60}(?:\sversion)?\s2?c?))\s+"
        r"(?!public\b|private\b)[\"']?(?P<value>[^\s\"'`]{3,64})",
        Strength.WORD,
    ),
)
