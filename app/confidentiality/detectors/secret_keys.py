"""Keys known by their own shape: vendor prefixes, tokens, hashes, addresses with passwords.

One line of the table for each; a name is for reading, it is not told. Every pattern starts at the
start of a token and repeats a bounded number of times or one class of characters only, so that the
time stays linear. Sources: the vendors' own documentation of their formats.
"""

from __future__ import annotations

import re

_T = r"[A-Za-z0-9_\-]"
_U = r"[A-Za-z0-9]"

SHAPES: tuple[tuple[str, str], ...] = (
    ("AWS access key id", r"(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
    ("AWS Bedrock", r"(?:ABSK[A-Za-z0-9+/]{80,300}={0,2}|bedrock-api-key-[A-Za-z0-9+/=]{16,2000})"),
    ("GCP API key", r"AIza[A-Za-z0-9_\-]{30,40}"),
    ("GCP OAuth", rf"(?:ya29\.{_T}{{20,1000}}|GOCSPX-{_T}{{20,60}})"),
    ("GitHub", rf"(?:gh[pousr]_{_U}{{30,255}}|github_pat_[A-Za-z0-9_]{{36,255}})"),
    (
        "GitLab",
        r"gl(?:pat|dt|rt|ft|ptt|cbt|soat|imt|agent|oas|ffct|rtr|wt)-[A-Za-z0-9_\-=.]{{20,300}}",
    ),
    ("GitLab runner", rf"GR1348941{_T}{{20,50}}"),
    ("Slack", r"xox[abeoprs](?:\.xox[bp])?-[A-Za-z0-9\-]{10,300}"),
    ("Slack app", r"xapp-[0-9]-[A-Za-z0-9\-]{20,300}"),
    (
        "Slack webhook",
        r"hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/_\-]{20,200}",
    ),
    ("Teams webhook", rf"{_U}{{2,40}}\.webhook\.office\.com/webhookb2/[A-Za-z0-9@/\-]{{40,300}}"),
    ("Discord webhook", rf"discord(?:app)?\.com/api/webhooks/[0-9]{{10,24}}/{_T}{{40,100}}"),
    ("Discord bot", rf"[MNO][A-Za-z0-9]{{23,27}}\.{_T}{{6}}\.{_T}{{27,40}}"),
    ("Telegram bot", rf"(?:bot)?[0-9]{{5,16}}:A{_T}{{34}}(?!{_T})"),
    ("Stripe", rf"(?:(?:sk|rk)_(?:live|test|prod)|whsec)_{_U}{{10,250}}"),
    ("OpenAI", rf"sk-(?:proj|svcacct|admin|None)-{_T}{{20,300}}"),
    ("OpenAI, old", rf"sk-{_U}{{20,100}}(?!{_T})"),
    ("Anthropic", rf"sk-ant-{_T}{{30,300}}"),
    ("OpenRouter", r"sk-or-(?:v1-)?[a-f0-9]{32,100}"),
    ("Hugging Face", rf"(?:hf|api_org)_[A-Za-z]{{34}}(?![A-Za-z])|hf_{_U}{{34}}(?!{_T})"),
    ("Perplexity, Groq, xAI, Replicate", rf"(?:pplx-|gsk_|xai-|r8_){_U}{{32,100}}"),
    ("Yandex Cloud key", rf"AQVN{_T}{{35,40}}"),
    ("Yandex OAuth", rf"y[0-3]_{_T}{{30,80}}"),
    ("Yandex IAM", rf"t1\.[A-Z0-9a-z_\-]{{1,200}}=?=?\.{_T}{{60,120}}=?=?"),
    ("Yandex static key", rf"YC{_T}{{38}}(?!{_T})"),
    ("VK", rf"vk1\.a\.{_T}{{60,300}}"),
    ("JWT", rf"ey[JA]{_T}{{8,}}\.ey{_T}{{6,}}(?:\.{_T}*)?"),
    ("npm", rf"npm_{_U}{{30,60}}"),
    ("PyPI", rf"pypi-AgE{_T}{{40,300}}"),
    ("RubyGems", r"rubygems_[a-f0-9]{48}"),
    ("Clojars", r"(?:CLOJARS|clojars)_[A-Za-z0-9]{60}"),
    ("NuGet", r"oy2[a-z0-9]{43}"),
    ("Docker", rf"dckr_(?:pat|oat)_{_T}{{20,60}}"),
    ("Vault", rf"hv[sbr]\.{_T}{{20,400}}"),
    ("Vault, old", rf"[sb]\.{_U}{{24}}(?!{_T})"),
    ("Terraform", rf"{_U}{{14}}\.atlasv1\.[A-Za-z0-9_\-=]{{60,80}}"),
    ("DigitalOcean", r"do[opr]_v1_[a-f0-9]{64}"),
    ("Heroku", rf"HRKU-{_T}{{30,80}}"),
    ("SendGrid", r"SG\.[A-Za-z0-9_\-=]{16,66}(?:\.[A-Za-z0-9_\-=]{20,66})?"),
    ("Mailchimp", r"[0-9a-f]{32}-us[0-9]{1,2}(?![0-9a-z])"),
    ("Mailgun", r"key-[0-9a-f]{32}"),
    ("Brevo", r"xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}"),
    ("Twilio", r"(?:SK|AC)[0-9a-fx]{32}"),
    ("Shopify", r"shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}"),
    ("Square", rf"sq0(?:atp|csp|idp)-{_T}{{22,60}}"),
    ("New Relic", r"NR(?:AK|II|JS|RA)-[A-Za-z0-9]{19,40}"),
    ("Grafana", r"gl(?:sa|c)_[A-Za-z0-9+/_]{20,300}={0,2}"),
    ("Sentry", r"sntry[su]_[A-Za-z0-9+/_=]{40,400}"),
    ("Sourcegraph", r"sgp_(?:[A-Fa-f0-9]{16}_|local_)?[A-Fa-f0-9]{40}"),
    ("Linear", r"lin_(?:api|oauth)_[A-Za-z0-9]{30,64}"),
    ("Notion", rf"ntn_[0-9]{{11}}{_U}{{35}}"),
    ("Postman", r"PMAK-[a-f0-9]{24}-[a-f0-9]{34}"),
    ("Pulumi", r"pul-[a-f0-9]{40}"),
    ("Doppler", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9.\-]{30,60}"),
    ("Databricks", r"dapi[a-f0-9]{32}(?:-[0-9])?"),
    ("PlanetScale", r"pscale_(?:tkn|oauth|pw)_[A-Za-z0-9_\-=.]{20,64}"),
    (
        "Prefect, ReadMe, Typeform",
        r"(?:pnu_[a-z0-9]{36}|rdme_[a-z0-9]{70}|tfp_[A-Za-z0-9_\-=.]{40,60})",
    ),
    ("Fly.io", r"(?:fo1_[A-Za-z0-9_\-]{40,60}|fm[12][ar]?_[A-Za-z0-9+/]{60,500}={0,3})"),
    ("Dynatrace", r"dt0[a-z][0-9]{2}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{60,70}"),
    ("OpenShift", rf"sha256~{_T}{{40,50}}"),
    (
        "1Password",
        rf"(?:ops_ey{_T}{{60,2000}}|A3-[A-Z0-9]{{6}}-(?:[A-Z0-9]{{11}}"
        rf"|[A-Z0-9]{{6}}-[A-Z0-9]{{5}})(?:-[A-Z0-9]{{5}}){{3}})",
    ),
    ("age", r"AGE-SECRET-KEY-1[A-Z0-9]{50,70}"),
    ("Artifactory", rf"(?:AKC|AP[0-9A-F]){_U}{{10,90}}(?!{_T})|cmVmd{_U}{{59}}"),
    ("Alibaba, Tencent", r"(?:LTAI[A-Za-z0-9]{16,24}|AKID[A-Za-z0-9]{32})(?![A-Za-z0-9])"),
    ("Azure AD", rf"[A-Za-z0-9_\-.]{{3}}[0-9]Q~{_T}[A-Za-z0-9_~.\-]{{30,34}}"),
    ("Facebook", rf"(?:EAA[MC]{_U}{{60,300}}|[0-9]{{15,16}}\|{_T}{{27,40}})"),
    (
        "EasyPost, Flutterwave",
        rf"(?:EZ[AT]K{_U}{{54}}|FLW(?:PUB|SEC)K_TEST-[a-z0-9]{{12,34}}(?:-X)?)",
    ),
    ("Atlassian", r"(?:ATATT3|ATCTT3|ATBB)[A-Za-z0-9_\-=]{24,250}"),
    ("Harness", r"(?:pat|sat)\.[A-Za-z0-9_\-]{22}\.[A-Za-z0-9]{24}\.[A-Za-z0-9]{20}"),
    (
        "Infracost, Duffel, Shippo",
        r"(?:ico-[A-Za-z0-9]{32}|duffel_(?:test|live)_[A-Za-z0-9_\-=]{40,50}"
        r"|shippo_(?:test|live)_[a-f0-9]{40})",
    ),
    (
        "Adobe, 42, Octopus",
        r"(?:p8e-[a-z0-9]{32}|s-s4t2(?:ud|af)-[a-f0-9]{64}|API-[A-Z0-9]{26}(?![A-Z0-9]))",
    ),
    (
        "Frame.io, Scalingo, dnkey",
        r"(?:fio-u-[A-Za-z0-9_\-=]{60,70}|tk-us-[A-Za-z0-9_\-]{48}"
        r"|dnkey-[a-z0-9_=\-]{26}-[a-z0-9_=\-]{52})",
    ),
    ("Meraki, Plaid", r"access-(?:sandbox|development|production)-[0-9a-f\-]{36}"),
    ("Maxmind", r"[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk"),
    ("Cloudflare origin", r"v1\.0-[a-f0-9]{24}-[a-f0-9]{100,200}"),
    ("WireGuard, Azure storage", r"[A-Za-z0-9+/]{43}=(?![A-Za-z0-9+/=])|[A-Za-z0-9+/]{86}=="),
)

KEYS = re.compile(r"(?<![A-Za-z0-9_\-])(?:" + "|".join(pattern for _, pattern in SHAPES) + ")")

HASHES = re.compile(
    r"\$(?:apr1|2[abxy]|1|5|6|y|argon2(?:id|i|d)|pbkdf2-sha\d{1,3}|scrypt"
    r")\$[./A-Za-z0-9$=,+\-]{12,400}"
    r"|\{S?SHA(?:256|512)?\}[A-Za-z0-9+/=]{20,200}"
    r"|SCRAM-SHA-256\$[A-Za-z0-9+/=:$]{40,300}"
    r"|(?<![A-Za-z0-9])[0-9a-fA-F]{32}:[0-9a-fA-F]{32}(?![0-9a-fA-F])"
)
"""Password hashes as htpasswd, shadow, LDAP, PostgreSQL and Windows write them."""

ADDRESSES = re.compile(
    r"(?<![A-Za-z0-9+.\-])[A-Za-z][A-Za-z0-9+.\-]{1,30}://[^\s:/?#@'\"`<>]{0,100}:"
    r"(?!\d{1,5}[/\s])(?P<value>[^\s'\"`<>@]{1,200}|<[^>\s]{1,40}>)@(?=[\w\[$<{])"
)
"""`scheme://user:password@host`, of a database, a broker, a proxy or a web page."""

BLOCK_EDGE = re.compile(r"-----(BEGIN|END) [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
"""First and last lines of private keys."""

BLOCK_BODY = re.compile(
    r"(?:\\\\?[nr]|[\s>|\"',+\\]){0,60}(?:[A-Z][\w\-]{2,20}: [^\n]{0,80}\s{0,12}){0,3}"
    r"(?:[A-Za-z0-9+/=]{20})(?:[A-Za-z0-9+/=\\\s>|\"',+:.\-]{0,8000})"
)
"""What a private key has inside, and its mention in a sentence has not."""
