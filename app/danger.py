"""Which commands destroy or interrupt something.

Invariant: pure and linear in the length of the code. It marks, it never hides: a false mark costs a
glance, a missed one costs data. Deliberately elsewhere: how the mark is shown (`grounding`).
"""

from __future__ import annotations

import re

_WORDS = (
    # files and disks
    r"rm\s+(?:-\S+\s+)*-\w*[rRf]\w*",
    r"rm\s+(?:-\S+\s+)*--(?:recursive|force)",
    r"rmdir|shred|wipefs|fdisk|sfdisk|parted|truncate\s+(?:-s|--size)",
    r"mkfs(?:\.\w+)?|mkswap|lvremove|vgremove|pvremove|zfs\s+destroy|zpool\s+destroy",
    r"dd\s[^\n]*\bof=\S+",
    r"find\s[^\n]*\s-(?:delete|exec\s+rm)\b",
    r"rsync\s[^\n]*--delete\S*",
    # Kubernetes, Helm, Docker, infrastructure as code
    r"(?:kubectl|oc|k)\s[^\n|;&]*?(?<!\S)(?:delete|drain|cordon|evict)(?!\S)",
    r"(?:kubectl|oc|k)\s[^\n|;&]*?\bscale\b[^\n|;&]*--replicas[= ]0\b",
    r"(?:kubectl|oc|k)\s[^\n|;&]*?\breplace\b[^\n|;&]*--force\b",
    r"helm\s[^\n|;&]*?(?<!\S)(?:uninstall|delete|del)\b",
    r"(?:docker|podman|nerdctl|crictl)\s[^\n|;&]*?(?<!\S)(?:prune|rm|rmi|kill)\b",
    r"(?:docker|podman)[ -]compose\s[^\n|;&]*?\bdown\b[^\n|;&]*\s(?:-v|--volumes)\b",
    r"(?:terraform|tofu|terragrunt|pulumi|cdk)\s[^\n|;&]*?(?<!\S)destroy\b",
    r"(?:terraform|tofu)\s[^\n|;&]*?(?:\bstate\s+rm\b|-auto-approve\b|\btaint\b)",
    r"(?:aws|gcloud|az|yc|openstack|doctl|gsutil|s3cmd|mc)\s[^\n|;&]*?"
    r"(?<!\S)(?:delete|terminate|remove|destroy|rm|rb|purge)(?:-\w+)*\b",
    r"vault\s[^\n|;&]*?(?<!\S)(?:delete|destroy|revoke|disable)\b",
    r"(?:etcdctl|consul|nomad)\s[^\n|;&]*?(?<!\S)(?:del|delete|purge|stop)\b",
    # version control
    r"git\s[^\n|;&]*?\bpush\b[^\n|;&]*\s(?:-f|--force(?:-with-lease)?|--delete|--mirror)(?![\w-])",
    r"git\s[^\n|;&]*?\breset\b[^\n|;&]*\s--hard\b",
    r"git\s[^\n|;&]*?\bclean\b[^\n|;&]*\s-\w*f",
    r"git\s[^\n|;&]*?\bbranch\b[^\n|;&]*\s-D\b",
    # databases and queues
    r"drop\s+(?:table|database|schema|index|view|materialized\s+view|user|role|keyspace"
    r"|collection|column|constraint|owned|tablespace|partition)\b",
    r"delete\s+from\b",
    r"truncate\s+(?:table\s+)?[\w.\"`\[\]]+",
    r"(?:db|database)\.dropdatabase\s*\(|\.(?:deletemany|deleteone|drop|remove)\s*\(",
    r"flushall|flushdb|dropdb|dropuser|pg_resetwal|pg_terminate_backend",
    r"redis-cli\s[^\n|;&]*?(?<!\S)(?:del|unlink)\b",
    r"kafka-(?:topics|consumer-groups|delete-records)\S*\s[^\n|;&]*?"
    r"(?:--delete\b|--reset-offsets\b|--offset-json-file\b)",
    r"rabbitmqctl\s[^\n|;&]*?(?<!\S)(?:purge_queue|delete_\w+|reset|force_reset)\b",
    r"curl\s[^\n|;&]*(?:-X|--request)[= ]?\s*[\"']?delete\b",
    # hosts
    r"systemctl\s[^\n|;&]*?(?<!\S)(?:stop|disable|mask|isolate|poweroff|reboot|halt|kill)\b",
    r"service\s+\S+\s+stop\b",
    r"kill\s+(?:-9|-KILL|-s\s*(?:9|KILL|SIGKILL)|-SIGKILL)\b",
    r"killall|pkill|shutdown|reboot|poweroff|halt|init\s+[06]",
    r"(?:ip6?tables)\s[^\n|;&]*?(?:-[FXD]|--flush|--delete)(?![\w-])",
    r"nft\s[^\n|;&]*?(?<!\S)(?:flush|delete)\b|ufw\s+(?:disable|reset|delete)\b",
    r"userdel|groupdel|deluser|crontab\s+-r\b|swapoff|umount\s+-[lf]",
    r"(?:apt|apt-get|yum|dnf|pip|npm)\s[^\n|;&]*?(?<!\S)(?:remove|purge|autoremove|uninstall|erase)\b",
    r"chmod\s+-R\s|chown\s+-R\s",
)
_ROOTS = (r"--no-preserve-root", r">\s*/dev/(?:sd|nvme|vd|xvd|mapper)\S*")
_SUBCOMMAND = re.compile(
    r"(?<![\w./-])(?:[\w./-]*/)?(?:" + "|".join(_WORDS) + r")(?![\w])|" + "|".join(_ROOTS),
    re.IGNORECASE,
)
_LONGEST_LINE = 4000


def destructive(code: str) -> bool:
    """Whether some line of `code` deletes, stops or overwrites something.

    A command continued with a backslash is read as one line. Lines are read up to 4000 characters.
    """
    joined = re.sub(r"\\\n\s*", " ", code)
    return any(_SUBCOMMAND.search(line[:_LONGEST_LINE]) for line in joined.split("\n"))
