"""English texts as people paste them into a chat, with slots for what is planted.

A slot is `[[kind]]`, `[[kind:form]]` or `[[kind#tag]]`; slots with the same kind and tag hold one value.
"""

from __future__ import annotations

SHELLS_EN: dict[str, str] = {
    # questions
    "q-restart": "How do I restart [[svc]] on [[bare]]? It was fine until [[time]], then [[ip]] stopped answering.",
    "q-who": "who owns [[svc]] now? [[person]] left in spring and [[first]] says it is not theirs",
    "q-access": "Can somebody give [[email]] read access to [[url]]? The request is [[ticket]].",
    "q-vpn": "VPN drops every [[n]] minutes for me ([[handle]]), gateway [[ip]], laptop MAC [[mac]]. Known issue?",
    "q-customer": "What is the retry policy for [[term]]? Their account manager [[person]] asks again, customer id [[customer]].",
    "q-disk": "Disk is full on [[host]]. Can I delete [[path]] or does a job still need it?",
    "q-ipv6": "Why does [[svc]] bind to [[ipsix]] and not to [[ip]]?",
    "q-firewall": "do we allow [[cidr]] -> [[host]]:5432 in the firewall? asking for [[first]]",
    "q-arn": "Which policy lets [[arn]] read [[bucket]]? Access denied since [[time]].",
    "q-repo": "where is the helm chart for [[svc]]? I only found [[repository]] and it looks dead",
    "q-phone": "If the pager fails, whom do I call at night? I have [[person]], [[phone]], is that still right?",
    "q-share": "The report on [[share]] is locked by [[last]]. Can I copy it anyway?",
    "q-lost": "I lost my badge. Form wants date of birth [[birth]] and address: [[address]]. Who else sees that?",
    # chat
    "chat-standup": (
        "[[[time]]] [[first#a]]: morning, [[svc]] is red again\n"
        "[[[time]]] [[first#b]]: looking. [[bare#h]] has [[n]] restarts\n"
        "[[[time]]] [[first#a]]: same as in [[ticket]]?\n"
        "[[[time]]] [[first#b]]: no, this one is [[ip]] timing out. cc [[handle]]"
    ),
    "chat-slack": (
        "[[person#a]]  [[time]]\nanyone touching [[host]]?\n[[person#b]]  [[time]]\n"
        "me, draining it for [[person#a]]. done by [[time]]\n[[person#a]]  [[time]]\nthx, tell [[handle]] too"
    ),
    "chat-irc": "<[[handle]]> [[first]]: can you look at [[url]]\n<[[handle]]> it says 502 from [[ip]]",
    "chat-handover": (
        "Handover from [[person#a]] to [[person#b]]: [[ticket]] is still open, [[term]] was told, "
        "next update at [[time]]. Reach [[person#a]] at [[phone]] if it burns."
    ),
    "chat-dm": "hey [[first]], could you ping [[first]] about the invoice for [[term]]? they moved to [[address]]",
    "chat-thread": (
        "Re: [[svc]] latency\n> [[person]] wrote:\n> the pool on [[host#h]] is exhausted\n"
        "Agree with [[last]]. Let us move [[host#h]] behind [[bare]] first."
    ),
    "chat-thanks": "Big thanks to [[person]], [[person]] and [[person]] for the migration last night!",
    "chat-oncall": "On call this week: [[person]] (primary, [[phone]]), [[person]] (secondary, [[email]]).",
    "chat-telegram": (
        "[[first#a]], [[[date]]]\nthe [[svc]] release is stuck\n\n[[first#b]], [[[date]]]\n"
        "ask [[first]] from platform, she has rights on [[bare]]"
    ),
    "chat-signoff": "Deployed. Rollback plan in [[url]]. Regards, [[person]]",
    # logs and alerts
    "log-app": (
        "[[date]]T[[time]]:12.481Z ERROR [[svc]] pool=main host=[[host]] remote=[[ip]]:5432 "
        'msg="connection reset" user=[[email]]'
    ),
    "log-ssh": (
        "Nov 26 [[time]]:01 [[bare#h]] sshd[[[n]]]: Accepted publickey for deploy from [[ip]] port 50122 ssh2\n"
        "Nov 26 [[time]]:03 [[bare#h]] sudo: deploy : TTY=pts/0 ; PWD=[[path]] ; USER=root"
    ),
    "log-nginx": '[[ip]] - - [26/Nov/2026:[[time]]:44 +0000] "GET /api/v1/orders HTTP/1.1" 502 157 "[[url]]" "curl/8.4"',
    "log-kernel": "[[[n]].201] e1000e [[mac]] link down on [[bare]], peer [[ip]]",
    "log-json": (
        '{"ts":"[[date]]T[[time]]:00Z","level":"error","svc":"[[svc]]","host":"[[host]]","client_ip":"[[ip]]",'
        '"msg":"customer [[customer]] not found","reporter":"[[person]]"}'
    ),
    "alert-prom": (
        "[FIRING:1] HighLatency ([[svc]])\ninstance = [[host]]:9100\njob = node\nseverity = page\n"
        "runbook = [[url]]\nsummary = p99 over [[n]] ms"
    ),
    "alert-pager": "PagerDuty: [[ticket]] triggered on [[bare]] ([[ip]]). Assigned to [[person]], [[phone]].",
    "alert-zabbix": "PROBLEM: Free disk space is less than 5% on [[bare]]\nHost: [[host]]\nIP: [[ip]]\nAck: [[last]]",
    # structured
    "yaml-deploy": (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: [[svc]]\n  annotations:\n    owner: [[person]]\n"
        "spec:\n  template:\n    spec:\n      containers:\n        - name: app\n          image: registry.[[dom]]/[[svc]]:1.8.3\n"
        "          env:\n            - name: DB_HOST\n              value: [[host]]\n            - name: ALLOWED\n              value: [[cidr]]"
    ),
    "yaml-ansible": (
        "all:\n  hosts:\n    [[bare#a]]:\n      ansible_host: [[ip]]\n    [[bare#b]]:\n      ansible_host: [[ip]]\n"
        "  vars:\n    contact: [[email]]"
    ),
    "json-config": (
        '{\n  "listen": "[[ip]]:8080",\n  "upstream": "[[host]]",\n  "backup": "[[bucket]]",\n'
        '  "notify": ["[[email]]"],\n  "role": "[[arn]]"\n}'
    ),
    "tf": (
        'resource "aws_db_instance" "main" {\n  identifier = "[[svc]]-db"\n  tags = {\n    Owner = "[[person]]"\n'
        '    Ticket = "[[ticket]]"\n  }\n}\n# applied from [[bare]] with [[arn]]'
    ),
    "trace-python": (
        'Traceback (most recent call last):\n  File "[[path]]", line 88, in call\n    raise Timeout(url)\n'
        "app.errors.Timeout: POST [[url]] from [[ip]] took 30 s"
    ),
    "trace-java": (
        "java.sql.SQLException: could not connect to [[host]]:5432\n\tat com.zaxxer.hikari.pool.PoolBase.newConnection(PoolBase.java:364)\n"
        "\tat [[svc]].Repository.find(Repository.java:41)\nCaused by: java.net.ConnectException: [[ip]] refused"
    ),
    "table-contacts": (
        "| Role | Name | Phone | Mail |\n|---|---|---|---|\n| lead | [[person]] | [[phone]] | [[email]] |\n"
        "| dba | [[person]] | [[phone]] | [[email]] |"
    ),
    "table-hosts": (
        "| host | address | mac |\n|---|---|---|\n| [[bare]] | [[ip]] | [[mac]] |\n| [[bare]] | [[ip]] | [[mac]] |"
    ),
    "csv-people": 'name,birth date,ssn,address\n[[person]],[[birth]],[[ssn]],"[[address]]"',
    "shell-ssh": "$ ssh deploy@[[bare]]\n$ scp [[path]] deploy@[[host]]:/tmp/\n$ ping -c1 [[ip]]",
    "shell-kubectl": "$ kubectl --server https://[[host]]:6443 -n [[svc]] get pods -o wide\n[[svc]]-7d9f  1/1  Running  0  [[ip]]  [[bare]]",
    "shell-mount": "mount -t cifs [[share]] /mnt/x -o user=[[last]]",
    "shell-named": "$ ssh root@[[god]]\nroot@[[god]]:~# uptime",
    "diff-conf": "--- a/app.conf\n+++ b/app.conf\n@@ -1,3 +1,3 @@\n-upstream [[host]];\n+upstream [[host]];\n allow [[cidr]];",
    "git-log": "commit 9f2c1e7\nAuthor: [[person]] <[[email]]>\nDate:   Thu Nov 26 [[time]]:00 2026\n\n    [[ticket]]: raise pool size",
    "hosts-file": "127.0.0.1 localhost\n[[ip]] [[host]] [[bare]]\n[[ipsix]] [[host]]",
    # mails and tickets
    "mail-vendor": (
        "From: [[person]] <[[email]]>\nTo: support\nSubject: [[ticket]]\n\nDear team,\nour contact at [[term]], [[person]], "
        "cannot reach [[url]]. Please call back: [[phone]].\n\nKind regards,\n[[person]]"
    ),
    "mail-hr": (
        "Hello [[first]],\nplease add the new colleague to payroll: [[person]], born [[birth]], "
        "National Insurance [[nino]], IBAN [[iban]], lives at [[address]]."
    ),
    "ticket-jira": (
        "[[ticket]]  Payment declined for [[term]]\nReporter: [[person]]\nAssignee: [[person]]\n\n"
        "Card [[card]] was declined twice. Customer number: [[customer]]."
    ),
    "ticket-kyc": "KYC check failed: applicant [[person]], passport number [[passport]], DOB [[birth]], national id [[national]].",
    "ticket-refund": "Refund to IBAN [[iban]] ([[person]]) was sent twice, see [[ticket]]; SSN on file [[ssn]].",
    "note-incident": (
        "## Timeline\n- [[time]] [[person#a]] notices errors on [[host]]\n- [[time]] [[last]] fails over to [[bare]]\n"
        "- [[time]] [[term]] confirms recovery\n\nAction: [[person#a]] writes to [[email]]."
    ),
    "note-account": "Billing for AWS account [[account]] moved to [[person]]; logs now go to [[bucket]].",
    "note-onboard": "New starter [[person]] sits next to [[first]]; mailbox [[email]], desk phone [[phone]], laptop [[mac]].",
    "lower-chat": "fyi [[first]] said [[bare]] is the new primary, old one ([[ip]]) goes away friday",
    "possessive": "[[person]]'s change broke [[last]]'s dashboard on [[url]].",
    "bullets": "- ask [[person]]\n- check [[host]]\n- update [[ticket]]\n- tell [[term]]",
    # credentials
    "cred-is": "The password for [[svc]] on staging is [[password]], please do not spread it.",
    "cred-slash": "login / pass for the demo: admin / [[password]]",
    "cred-dash": "grafana: user viewer, pw - [[password]]",
    "cred-env": "DB_USER=app\nDB_PASSWORD=[[password]]\nDB_PORT=5432",
    "cred-curl": "curl -H 'Authorization: Bearer [[jwt]]' https://api.example.com/v1/me",
    "cred-user": "curl -u deploy:[[password]] https://repo.example.com/x.tgz -O",
    "cred-mysql": "mysql -h db -u root -p[[password]] billing < dump.sql",
    "cred-token": "I rotated it, new token: [[token]]",
    "cred-bare-token": "use this one [[token]] until friday",
    "cred-dsn": "connect with [[dsn]] and run the migration",
    "cred-secret": "apiVersion: v1\nkind: Secret\nmetadata:\n  name: [[svc]]\ntype: Opaque\ndata:\n  password: [[encoded]]",
    "cred-key": "here is the deploy key\n[[key]]\nput it into ~/.ssh",
    "cred-htpasswd": "$ cat .htpasswd\nadmin:[[hashed]]",
    "cred-table": "| service | login | password |\n|---|---|---|\n| [[svc]] | ops | [[password]] |",
    "cred-json": '{"user": "svc", "secret": "[[password]]", "retries": 3}',
    "cred-hex": 'api_key = "[[hexkey]]"',
    "cred-chat": "[[[time]]] anna: what's the wifi password?\n[[[time]]] ben: [[password]]",
    "cred-flag": "vault login -method=userpass username=ci --password [[password]]",
    "cred-code": 'client = Client("svc", password="[[password]]")',
    "cred-reset": "I reset your account, temporary password [[password]], change it after login",
    "cred-wrapped": "the root password:\n    [[password]]",
    "cred-url": "git clone https://ci:[[token]]@github.com/acme/tools.git",
}
