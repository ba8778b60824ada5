"""Fences as they stand in runbooks, with private values where a grammar is strict about them."""

from __future__ import annotations

YAML = (
    "hosts:\n  - db-prod-03.corp.internal\n  - 10.24.3.17\nport: 5432\n",
    "primary: {host: db-prod-03.corp.internal, port: 5432, owner: Иван Петров}\n",
    'url: "https://grafana.corp.internal:3000/d/orders-team/latency?orgId=7"\nretries: 3\n',
    "networks:\n  - cidr: 10.24.3.0/24\n    gateway: 10.24.3.1\n    mtu: 1500\n",
    "oncall:\n  name: Anna Petrova\n  mail: anna.petrova@corp-mail.ru\n  phone: +7 912 345-67-89\n",
    "# ask Иван Петров\nimage: registry.corp.internal/web/app:1.4.2\nenv: [a, b]\n",
    "db-prod-03.corp.internal:\n  ansible_host: 10.24.3.17\n  ansible_port: 22\n",
    "- name: ping\n  command: ping -c 1 10.24.3.17\n  when: ansible_host == '10.24.3.18'\n",
    "v6: fd12:3456:789a:1::17\nmac: 52:54:00:ab:cd:ef\n",
    "message: |\n  Ask Иван Петров about db-prod-03.corp.internal,\n  he knows.\nlast: true\n",
    "inn: 7707083893\ncard: 5204 2477 5000 1471\n",
    "'db-prod-03.corp.internal': &primary {address: 10.24.3.17}\nreplica: *primary\n",
    "a: 'Иван Петров'\nb: \"Ивана Петрова\"\nc: Ивану Петрову\n",
)
JSON = (
    '{"host": "db-prod-03.corp.internal", "port": 5432, "up": true}',
    '{"inn": 7707083893, "names": ["Иван Петров", "Anna Petrova"]}',
    '[{"ip": "10.24.3.17"}, {"ip": "10.24.3.18/32"}, null, 1.5e3]',
    '{\n  "mail": "anna.petrova@corp-mail.ru",\n  "path": "C:\\\\Users\\\\anna",\n  "n": -1\n}',
    '{"text": "first\\nИван Петров\\tsecond \\"10.24.3.17\\""}',
    '{"db-prod-03.corp.internal": {"10.24.3.17": [1, 2, {"card": 5204247750001471}]}}',
    '{"url": "https://grafana.corp.internal/d/abc-orders?from=now-6h&to=now#x", "empty": ""}',
    '{"phone": 79123456789, "snils": "112-233-445 95"}',
)
TOML = (
    'title = "web"\n[servers.db-prod-03]\nhost = "db-prod-03.corp.internal"\nport = 5432\n',
    "[owner]\nname = 'Иван Петров'\ninn = 7707083893\nborn = 1980-05-17\n",
    'hosts = ["10.24.3.17", "10.24.3.18"]\nmail = "anna.petrova@corp-mail.ru" # Anna Petrova\n',
    'text = """\nAsk Иван Петров,\n10.24.3.17\n"""\nratio = 0.5\n',
    '[[net]]\ncidr = "10.24.3.0/24"\n[[net]]\ncidr = "10.24.4.0/24"\n',
    "phone = 79123456789\n",
)
SHELL = (
    "ssh db-prod-03.corp.internal 'systemctl restart postgresql'\ncurl -s http://10.24.3.17:9187/x\n",
    'for host in db-prod-03.corp.internal db-prod-04.corp.internal; do ping -c1 "$host"; done\n',
    "PGHOST=db-prod-03.corp.internal psql -c \"select 'Иван Петров'\" && echo ok\n",
    "cat <<EOF > /etc/hosts\n10.24.3.17 db-prod-03.corp.internal\nEOF\n",
    "rsync -av /data/ backup@db-prod-03.corp.internal:/srv/backup/\n# ask Иван Петров\n",
    'if [ "$(hostname)" = db-prod-03.corp.internal ]; then exit 0; fi\n',
    "kubectl get pods -o json | jq '.items[] | select(.status.podIP==\"10.24.3.17\")'\n",
    "mail -s done anna.petrova@corp-mail.ru < /dev/null\n",
)
PYTHON = (
    'HOST = "db-prod-03.corp.internal"\n\n\ndef up():\n    return ping("10.24.3.17")  # Иван Петров\n',
    "inn = 7707083893\ncards = [5204247750001471]\n",
    "class OrionClient:\n    orion = 1\n    ORION_URL = 'https://orion.corp.internal/x'\n",
    '"""Ask Иван Петров.\n\nOn 10.24.3.17.\n"""\nx = {"10.24.3.18": "x@db-prod-03.corp.internal"}\n',
)
ALL = {"yaml": YAML, "json": JSON, "toml": TOML, "bash": SHELL, "python": PYTHON}
