"""How a chat names people, and lines of chat that name nobody."""

from __future__ import annotations

MENTIONS: dict[str, tuple[str, ...]] = {
    "full name": (
        "{f} {l} joined the channel", "can you add {f} {l} to the review?", "fwd from {f} {l}:\nit works now",
        "{f} {l}: morning all\nme: hi", "I'll be out, {f} {l} covers", "thx {f} {l} :pray:",
        "approved by {f} {l} at 14:20", "cc {f} {l}, fyi", "> {f} {l} wrote:\n> not again",
    ),
    "first name": (
        "{f}: can u look at the build", "hey {f}, the pod is back", "ask {f} pls", "[09:14] {f}: deployed",
        "{f} said it is fine", "@{f} ping", "thanks {f}!", "<{f}> brb",
        "me and {f} will pair on it tomorrow",
    ),
    "last name": (
        "{l}'s branch is green", "talk to {l} about the quota", "[11:02] {l}: ack", "{l} has the keys to the rack",
        "Mr {l} from the vendor called", "per {l}, rollback is fine",
    ),
    "initial": ("{i}. {l} signed it off", "reviewed-by: {i}. {l}", "{l}, {i}. is on call"),
    "lower case": ("{fl} {ll} is looking", "ask {fl} {ll}", "cc {fl} {ll} pls"),
}  # fmt: skip
CLEAN = (
    "deploy went fine, graphs look ok", "can someone restart grafana?", "the May release slipped again",
    "rollback of jenkins done", "anyone else seeing 502 on the gateway?", "Will do after lunch",
    "Kafka lag is back to normal", "Monday standup moved to ten", "Redis and Postgres are both up",
    "Prometheus fired but Alertmanager was muted", "merged, thanks all", "the Helm chart needs a bump",
    "is Jira down for you too?", "Ubuntu image is rebuilding", "good morning from the train",
    "Terraform plan shows no changes", "Python 3.12 breaks the linter", "see the Kibana dashboard",
    "Friday demo: bring snacks", "Chrome caches the old bundle",
    "Docker desktop eats my battery", "Sprint review is at three", "Grafana shows a gap since noon",
    "Nexus is read only", "Consul lost quorum for a second", "Will anyone mind if I reboot it?",
    "Mark it as done please", "Frank discussion about tests, good one", "Art of the possible, they said",
    "Summer hours start in June", "Paris region is slow", "The Berlin office has no coffee",
    "Sonar complains about one line", "GitLab runner is out of disk", "Vault is sealed again",
    "Pat on the back for everyone", "Rose chart in the report looks odd", "Crystal clear, thanks",
    "April fools banner is still up", "Hope it stays green", "Chase the vendor about the quota",
    "Linux kernel update on Thursday", "Debian or Alpine for the base image?", "Amazon bill doubled",
    "Bill it to the platform cost centre", "Sue me but I like YAML", "Lambda timed out after 30 s",
    "Cassandra repair is running", "Jenkins needs a restart", "Oracle license talk on Monday",
    "Ray is the scheduler we picked", "Flink job restarted from savepoint", "Envoy returns 503",
    "Istio sidecar is missing", "Jaeger shows the slow span", "Victoria metrics cluster is fine",
    "Kong plugin is disabled", "Ruby 3.3 image is ready", "Perl script from the last decade",
    "Max connections reached", "Grant read access to the role", "Rob the cache to pay the disk",
)  # fmt: skip
