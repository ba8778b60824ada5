"""Which commands destroy or interrupt something.

Invariant: pure and linear in the length of the code. It marks, it never hides: a false mark costs a
glance, a missed one costs data. In prose the same commands count, but not their names as words of
a sentence ("the reboot takes a minute"). Deliberately elsewhere: how the mark is shown
(`grounding`).
"""

from __future__ import annotations

import html
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
    r"(?:\w+ctl|repmgr|redis-cli|mysqlsh|orchestrator\S*)\s[^\n|;&]*?"
    r"(?<!\S)(?:switchover|failover|promote|demote|reinit)\b",
    r"(?:switchover|failover)\s[^\n|;&]*--force\b",
    # restores over data that is in use, and rolling back to before what was written since
    r"pgbackrest\s(?!\s*help\b)[^\n|;&]*?(?<!\S)restore\b(?![-=])",
    r"pg_restore\s[^\n|;&]*?(?<!\S)(?:--clean\b|(?-i:-[aCeOsvx1]*c[aCceOsvx1]*)(?!\S))",
    r"mongorestore\s[^\n|;&]*?(?<!\S)--drop\b",
    r"(?:etcdctl|etcdutl|consul|vault)\s[^\n|;&]*?(?<!\S)snapshot\s+restore\b(?!-)",
    r"velero\s+(?:-\S+\s+){0,4}restore\s+create\b[^\n|;&]*\s--existing-resource-policy[= ]update\b",
    r"(?:barman\s[^\n|;&]*?(?<!\S)recover|(?:gitlab-backup|gitlab-ctl)\s[^\n|;&]*?(?<!\S)restore)\b",
    r"(?:xtrabackup|mariabackup|mariadb-backup)\s[^\n|;&]*?--force-non-empty-directories\b",
    r"clickhouse-backup\s[^\n|;&]*?(?<!\S)restore\b[^\n|;&]*\s--(?:rm|drop)\b",
    r"gcloud\s[^\n|;&]*?\bbackups\s+restore\b",
    r"restore\s+database\s[^\n;]{1,300}?\bwith\s[^\n;]{0,60}?\breplace\b",
    r"pg_rewind\s[^\n|;&]*--target-pgdata\b",
    r"zfs\s+rollback\b|zfs\s+(?:receive|recv)\s[^\n|;&]*?(?-i:-\w*F)|virsh\s+snapshot-revert\b",
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


_STEP, _OVERLAP = 2000, 400
_DRAWN = re.compile(r"\*\*|__|</?[A-Za-z][^<>\n]{0,100}>|\\(?=[!-/:-@\[-`{-~])")
"""Bold, tags and escapes: what an eye does not see between the words of a command."""
SPEECH = re.compile(
    r"\s(?:an?|and|are|be|before|by|can|could|did|does|for|if|in|is|it|its|may|might|must|need|not"
    r"|never|of|or|should|so|than|that|the|then|this|to|was|we|when|will|with|would|you|your"
    r"|и|или|для|чтобы|не|на|в|с|из|то|это|если|когда|затем)(?=\s|$)",
    re.IGNORECASE,
)
"""Function words, English and Russian: where one stands, a sentence is spoken."""
_SENTENCE_GOES_ON = re.compile(
    r"\s+(?:an?|the|this|that|these|those|its?|your|our|their|any|all|each|every|both)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(
    r"reboot|shutdown|halt|shred|parted|truncate\s+(?!-|table\s)\S*", re.IGNORECASE
)
"""Commands whose names are words of prose as well."""
_TOLD = re.compile(
    r"(?:^[\s>|*+\d.)$#`-]*|[|`$]\s*|\b(?:sudo|run|runs|execute|type|enter|выполните|запустите)[\s:`]+)$",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[\s`.;!]*(?:$|\|)|\s+(?:-|now\b|\+\d)")


def destructive_prose(text: str) -> bool:
    """Whether a command that `destructive` knows stands in prose, on one line, with no code mark."""
    plain = html.unescape(_DRAWN.sub("", text))
    return any(
        _commanded(line, found)
        for line in plain.split("\n")
        for at in range(0, len(line), _STEP)
        for found in _SUBCOMMAND.finditer(line, at, at + _STEP + _OVERLAP)
    )


def _commanded(line: str, found: re.Match[str]) -> bool:
    """Whether these words are a command here, not part of what a sentence says."""
    said = re.sub(r"^\S*/", "", found[0])
    if SPEECH.search(said):
        return False
    first = said.split(maxsplit=1)[0].lower() if said.strip() else ""
    if first in ("delete", "truncate", "drop") and said[:2].isupper():
        return True
    if first == "delete":
        return not _SENTENCE_GOES_ON.match(line, found.end())
    if _ENGLISH.fullmatch(said):
        before = line[max(0, found.start() - 40) : found.start()]
        told = _TOLD.search(before) and _ENDED.match(line, found.end())
        return bool(told) or before.rstrip().endswith("sudo")
    named = said[:1].isupper() and len(said.split()) > 2
    return not named or " -" in said
