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
    # more forms
    "compose": (
        "services:\n  api:\n    image: [[svc]]:2.1\n    environment:\n      - DB_HOST=[[host]]\n      - REDIS_URL=redis://[[bare]]:6379/0\n"
        '    extra_hosts:\n      - "[[host]]:[[ip]]"'
    ),
    "helm-values": "replicaCount: 2\ningress:\n  hosts:\n    - [[host]]\nmaintainers:\n  - name: [[person]]\n    email: [[email]]",
    "psql": (
        " id | full_name | phone | city\n----+-----------+-------+------\n  1 | [[person]] | [[phone]] | x\n  2 | [[person]] | [[phone]] | y\n(2 rows)"
    ),
    "sql-insert": "INSERT INTO clients (name, iban, email) VALUES ('[[person]]', '[[iban]]', '[[email]]');",
    "xml": '<order><customer id="[[customer]]">[[person]]</customer><ship>[[address]]</ship><tel>[[phone]]</tel></order>',
    "ini": "[database]\nhost = [[host]]\nreplica = [[bare]]\n\n[mail]\nadmin = [[email]]",
    "crontab": "# owner: [[person]]\n15 3 * * * rsync -a [[path]] backup@[[bare]]:/srv/[[svc]]",
    "journald": "Nov 26 [[time]]:09 [[bare#h]] systemd[1]: Started [[svc]].\nNov 26 [[time]]:10 [[bare#h]] dockerd[[[n]]]: dial tcp [[ip]]:443: i/o timeout",
    "promql": 'up{instance="[[host]]:9100", job="node"} == 0 and on() vector(1)  # paging [[first]]',
    "slack-export": '{"user":"[[person]]","ts":"1764150000.000100","text":"moved [[term]] to [[host]], ping [[handle]]"}',
    "jira-comment": "[[person]] added a comment - [[date]] [[time]]\n\n[~x] please check with [[person]] before closing [[ticket]].",
    "git-blame": 'a91f03c2 ([[person]] 2026-03-02 [[time]]:11 +0100 41) upstream = "[[host]]"',
    "calendar": "When: Thu [[time]]\nOrganizer: [[person]]\nAttendees: [[email]], [[email]]\nWhere: [[address]]",
    "whatsapp": "[[date]], [[time]] - [[person]]: is the gateway up?\n[[date]], [[time]] - [[first]]: [[ip]] pings, [[bare]] does not",
    "mr": "## What\nPoint [[svc]] at [[host]].\n\n## Why\n[[ticket]], reported by [[person]] ([[term]]).\n\nReviewers: [[handle]] [[handle]]",
    "powershell": "PS C:\\> Enter-PSSession -ComputerName [[bare]]\n[[[bare]]]: PS [[path]]> Test-NetConnection [[ip]]",
    "ldap": "dn: cn=[[person]],ou=staff,dc=corp\nmail: [[email]]\ntelephoneNumber: [[phone]]",
    "cert": "subject=CN = [[host]], O = [[term]]\nissuer=CN = Internal CA\nDNS:[[host]], IP Address:[[ip]]",
    "traceroute": "traceroute to [[host]] ([[ip]]), 30 hops max\n 1  [[host]] ([[ip]])  0.4 ms\n 2  * * *",
    "tcpdump": "[[time]]:01.33 IP [[ip]].50211 > [[ip]].5432: Flags [S], [[mac]] > [[mac]]",
    "nmap": "Nmap scan report for [[host]] ([[ip]])\nHost is up.\nMAC Address: [[mac]]",
    "dig": ";; ANSWER SECTION:\n[[host]]. 300 IN A [[ip]]\n[[host]]. 300 IN AAAA [[ipsix]]",
    "lower-names": "ping [[handle]] or just call [[phone]], the vendor is [[term]]",
    "interview": "Notes: [[person]] (born [[birth]]) leads platform; before that with [[last]] at another bank.",
    "parcel": "Parcel for [[person]], [[address]]. Courier asks for [[phone]].",
    "invoice": "Invoice to [[term]], attn [[person]], IBAN [[iban]], due [[date]].",
    "expense": "Taxi [[date]], paid with [[card]], receipt sent to [[email]].",
    "quote-chain": ">> [[person]]:\n>> can you see [[host]]?\n> [[person]]:\n> no, [[ip]] is filtered\nlet me ask [[first]]",
    "dash-list": "Contacts\n--------\n[[person]] - [[phone]]\n[[person]] - [[phone]]\n[[person]] - [[email]]",
    "bus-factor": "Only [[person]] and [[person]] know how [[svc]] is deployed; [[last]] is learning.",
    "vendor-call": "Call with [[term]]: [[person]] (CTO), [[person]] (ops). They see [[ip]] in their logs.",
    "cred-netrc": "machine git.example.com login ci password [[password]]",
    "cred-pgpass": "db.example.com:5432:app:app:[[password]]",
    "cred-docker": "docker login -u robot -p [[password]] registry.example.com",
    "cred-sshpass": "sshpass -p '[[password]]' ssh root@203.0.113.7",
    "cred-redis": "redis-cli -a [[password]] INFO",
    "cred-helm": "helm upgrade x ./x --set auth.password=[[password]] --set replicas=2",
    "cred-export": "export API_TOKEN='[[token]]'\n./run.sh",
    "cred-header": "X-Api-Key: [[hexkey]]",
    "cred-jdbc": "jdbc:postgresql://db.example.com/app?user=app&password=[[password]]",
    "cred-yaml": "smtp:\n  user: noreply\n  pass: [[password]]",
    "cred-sentence": "just log in as viewer, it's [[password]] (yes really)",
    "cred-pin": "PIN for the alarm panel changed, the new password for the portal: [[password]]",
    "cred-quote": 'He wrote: "user admin, password [[password]]".',
    "cred-xml": '<connection user="app" password="[[password]]"/>',
    "cred-ps": '$cred = ConvertTo-SecureString "[[password]]" -AsPlainText -Force',
}
