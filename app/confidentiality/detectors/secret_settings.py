"""Headers, files and calls that hold a credential: where it stands in each.

The table is read as that of `secret_commands`, but its words may stand inside longer ones.
Invariant: bounded repetition only, so the time stays linear.
"""

from __future__ import annotations

from app.confidentiality.detectors.secret_values import Strength

_V = r"""["']?(?P<value>[^\s"'`|;&<>]{3,200}|<[^>\s]{1,40}>)"""
_Q = r"""["'](?P<value>[^\s"'`]{3,200})["']"""
_STRING = (
    r"""\s{0,4}(?:\w{1,20}\s?=\s?)?["'][^"'\n]{1,100}["']\s{0,4},\s{0,4}"""
    r"""(?:\w{0,12}(?i:pass\w{0,4}|pwd?|secret|token|key|cred\w{0,8}|auth)\s?=\s?)?"""
)

SETTINGS: tuple[tuple[str, str, str, Strength], ...] = (
    (
        "smbclient -U name%X",
        "-u ",
        r"-[Uu]\s?[\"']?[\w.\\@\-]{1,64}%(?P<value>[^\s\"'`|;&<>]{3,200})",
        Strength.WORD,
    ),
    (
        "mount -o password=X",
        "username=",
        r"username=[\w.\\@\-]{1,64},(?:\w+=\w*,){0,3}(?:password|pass)=(?P<value>[^\s,\"']{3,100})",
        Strength.WORD,
    ),
    (
        "WIFI:S:name;T:WPA;P:X;;",
        "wifi:",
        r"(?i:wifi):(?:[A-OQ-Za-oq-z]\d?:(?:[^;\\\n]|\\.){0,64};){0,5}"
        r"[Pp]:(?P<value>(?:[^;\\\n\s]|\\.){3,64});",
        Strength.WORD,
    ),
    (
        "a shared access signature",
        "sig=",
        r"(?<=[?&;\s\"'])sig=(?P<value>[A-Za-z0-9%+/\-_=]{16,200})",
        Strength.LIKELY,
    ),
    (
        "a variable for an administrator",
        "admin= login= root= auth= access=",
        r"(?:ADMIN|LOGIN|ROOT|AUTH|ACCESS)=[\"']?(?P<value>[^\s\"'`|;&<>/:.]{8,100})",
        Strength.SURE,
    ),
    (
        "what a comment tells of a variable",
        "token= secret= key= pass= password= pwd= token: secret: key: pass: password: pwd:",
        r"(?i:token|secret|key|pass|password|pwd)[=:][^\n#;]{0,80}?[ \t](?:\#|//|;|--)[ ]{0,2}"
        r"(?i:currently|now|was|is|old|new|current|actual|сейчас|теперь|было|был|старый|новый"
        r"|текущий)(?:[ ]?[:=][ ]?|[ ])[\"'`]?(?P<value>[^\s\"'`|;&<>]{6,100})",
        Strength.LIKELY,
    ),
    (
        "expect and send",
        "expect",
        r"expect[^;]{0,60}?(?i:ssword|ssphrase|sscode)[^\"'\n]{0,12}[\"'][\s{)]{0,12}"
        r"(?:\w{1,20}\.)?(?:exp_)?send(?:line|_user)?[\s(]{1,2}(?:--\s)?"
        r"[\"'](?P<value>[^\"'\n]{3,80}?)(?:\\[rn]){0,2}[\"']",
        Strength.WORD,
    ),
    (
        "a link that lets in whoever has it",
        "/magic /reset /invite /join /confirm /verify /activat /login /auth",
        r"(?i:/(?:magic(?:-?link)?|reset(?:-?password)?|invites?|join|confirm(?:ation)?|verify"
        r"|activat(?:e|ion)|login|auth))[/=](?P<value>[A-Za-z0-9_\-]{16,200})(?![\w./])",
        Strength.RANDOM,
    ),
    ("openssl pass:X", "pass:", rf"pass:{_V}", Strength.WORD),
    (
        "bearer",
        "bearer token",
        r"(?i:bearer|\btoken)[\s:]+(?P<value>[A-Za-z0-9_\-.~+/=]{16,2000})",
        Strength.RANDOM,
    ),
    (
        "header",
        "authorization cookie x- private-token job-token deploy-token",
        r"(?i:(?:proxy-)?authorization|x-(?:[a-z]{1,20}-){0,3}(?:key|token|api|auth)"
        r"|(?:private|deploy|job)-token|(?:set-)?cookie)[\"']?\s?[:=]\s?[\"']?(?:(?i:bearer|basic"
        rf"|token|digest|oauth|api-?key)\s+)?(?:[\w.\-]{{1,40}}=)?{_V}",
        Strength.LIKELY,
    ),
    (
        "session",
        "sess sid auth_token csrf remember",
        r"(?i:[\w.\-]{0,20}?(?:sess(?:ion)?_?(?:id)?|sid|auth_token|csrf_?token|remember_token|remember_me))\s?[=:]\s?"
        r"[\"']?(?P<value>(?:s%3A)?[A-Za-z0-9_\-.~+/=%|]{10,2000})",
        Strength.LIKELY,
    ),
    (
        "dockerconfigjson",
        "auth identitytoken",
        r"(?i:(?:auth|identitytoken)\\?\")\s?:\s?\\?\"(?P<value>[A-Za-z0-9+/=_.\-]{8,4000})\\?\"",
        Strength.LIKELY,
    ),
    (
        "kubeconfig",
        "client-key-data",
        r"client-key-data\"?\s?:\s?\"?(?P<value>[A-Za-z0-9+/=]{40,8000})",
        Strength.LIKELY,
    ),
    (
        "npmrc",
        ":_auth :_password _auth",
        rf"(?::?_authToken|:_password|:?_auth)\s?=\s?{_V}",
        Strength.LIKELY,
    ),
    (
        "getenv default",
        "getenv environ env.fetch os.get",
        r"(?i:getenv|environ\.get|env\.fetch)\(\s?\\?[\"']?\w{0,40}(?:SECRET|TOKEN|PASS"
        r"|PWD|KEY|CEKPET)\w{0,20}\\?[\"']?\s?,\s?\\?[\"'](?P<value>[^\n\"]{4,100}?"
        r")\\?[\"']\s{0,2}\)",
        Strength.WORD,
    ),
    (
        "auth=(name, X)",
        "auth",
        rf"(?i:(?:http)?(?:basic_?|digest_?)?auth\w{{0,20}})\s?[=:]?\s?[\(\[]{_STRING}{_Q}",
        Strength.WORD,
    ),
    (
        "Credential(name, X)",
        "credential passwordauthentication",
        rf"(?i:\w{{0,20}}credentials?|passwordauthentication)\s?\({_STRING}{_Q}",
        Strength.WORD,
    ),
    (
        "login(name, X)",
        "login( connect( getconnection( signin( authenticate(",
        rf"(?i:\.?(?:login|connect|getconnection|signin|authenticate))\((?:\s{{0,4}}[\w.\"':/]{{1,80}},)?{_STRING}{_Q}",
        Strength.WORD,
    ),
    (
        "keytool -storepass X",
        "storepass keypass",
        rf"(?:store|key)pass(?:wd|word)?[\s=]+{_V}",
        Strength.WORD,
    ),
    (
        "pre-shared key",
        "psk pre-shared",
        r"(?i:(?:pre-shared|preshared)[- ]key|psk)\s{0,2}[:=]?\s{0,2}[\"'](?P<value>[^\s\"'<>]{6,100})",
        Strength.WORD,
    ),
    (
        "password 7 X",
        "password secret key",
        r"(?:password|secret|key)\s[0-9]\s(?P<value>[^\s\"'`]{4,100})",
        Strength.LIKELY,
    ),
    (
        "signature of a shared address",
        "sig=",
        r"(?<=[?&;])sig=(?P<value>[A-Za-z0-9%+/=]{30,200})",
        Strength.LIKELY,
    ),
    (
        "name@host (name/X)",
        "@",
        r"@[\w.\-]{3,100}(?:\s\S{1,20})?\s?\([A-Za-z][\w.\-]{1,31}/(?P<value>[^\s/()\"'`|]{6,64})\)",
        Strength.LIKELY,
    ),
    (
        "name@address / X",
        "@",
        r"@(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?\s{0,2}[/,|]\s{0,2}(?P<value>[^\s/()\"'`|]{6,64})",
        Strength.LIKELY,
    ),
    (
        "with name and X",
        "using with under под",
        r"(?:using|with|under|под)\s+[A-Za-z][\w.\-]{1,31}\s+(?:and|и)\s+(?P<value>[^\s\"'`(),;<>]{6,64})",
        Strength.SURE,
    ),
    (
        "admin and X",
        "admin root",
        r"(?:admin|root)\s+(?:and|и)\s+(?P<value>[^\s\"'`(),;<>]{5,64})",
        Strength.SURE,
    ),
    (
        "snmp v3",
        "auth priv",
        r"(?:auth\s+(?:sha|md5)[\w\-]{0,4}|priv\s+(?:3?des|aes)[\w\-]{0,4}(?:\s\d{3})?)\s+"
        r"(?P<value>[^\s\"'`;,]{6,64})",
        Strength.LIKELY,
    ),
)
