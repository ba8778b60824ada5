"""Which names of the net are a host's, and which of those are known to everybody.

Invariant: tables and pure functions of one short string. A name that is on no list is taken for one
of the house: masking a stranger's name costs little, showing one's own costs much.
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

ENDINGS = words(
    """
    com net org edu gov mil int biz pro aero coop museum jobs mobi travel tel asia cat post arpa
    io dev app cloud tech ai online site store shop xyz team systems digital agency company
    network group space website live world today email support services solutions software
    engineering studio media press blog wiki link click design host hosting page codes run tools
    works zone center finance bank money capital ventures consulting global international city
    technology computer security health academy school events news video games fun club top vip
    ltd inc llc gmbh moscow ac ad ae af ag al am ao ar as at au aw ax az ba bb bd be bf bg bh bi
    bj bm bn bo br bs bt bw by bz ca ch ci cl cm cn co cr cu cv cw cx cy cz de dj dk dm dz ec ee
    eg es et eu fi fj fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gt gu gw gy hk hn hr ht hu ie
    il im iq ir je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma
    mc mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx mz na nc ne nf ng ni nl np nr nu nz om pa
    pe pf pg ph pk pm pn pr pt pw qa re ro ru rw sa sb sc sd se sg si sk sl sm sn sr ss st su sv
    sx sy sz tc td tf tg th tj tk tl tm tn tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu
    wf ws ye yt za zm zw cc me рф рус москва бел укр қаз срб дети онлайн сайт орг ком xn--p1ai
    xn--p1acf xn--80adxhks xn--90ais xn--j1amh
    """
)
"""Endings of public names; those that are also words or file endings are in `WORDY_ENDINGS`."""

WORDY_ENDINGS = words(
    "is it in to do so my no be id info name md py sh rs pl ps zip mov cc me tv ms"
)
"""Endings that count only in an address with a scheme, or after three labels and not a file."""

FILE_ENDINGS = words("md py sh rs pl ps zip mov so")

INTERNAL_ENDINGS = words(
    """
    internal local lan corp intra intranet private home localdomain svc consul prod production
    stage staging preprod infra vpn dc k8s office cluster ad domain int loc priv inside gprd
    gstg
    """
)
"""Last labels of names that only exist inside a house."""

RESERVED = words("example.com example.org example.net example.ru example.io localhost.localdomain")

_PUBLIC = words(
    """
    github.com githubusercontent.com gitlab.com bitbucket.org sourceforge.net gitee.com
    codeberg.org kubernetes.io k8s.io cncf.io helm.sh docker.com docker.io quay.io gcr.io
    ghcr.io rancher.com openshift.io redhat.com coreos.com etcd.io istio.io linkerd.io
    envoyproxy.io cilium.io cert-manager.io letsencrypt.org argoproj.io fluxcd.io tekton.dev
    knative.dev crossplane.io projectcalico.org traefik.io nginx.org nginx.com haproxy.org
    apache.org prometheus.io grafana.com grafana.net thanos.io jaegertracing.io opentelemetry.io
    elastic.co opensearch.org influxdata.com zabbix.com sentry.dev hashicorp.com terraform.io
    vaultproject.io consul.io ansible.com puppet.com chef.io jenkins.io drone.io jfrog.com
    sonatype.com sonarqube.org postgresql.org mysql.com mariadb.org mariadb.com mongodb.com
    mongodb.org redis.io redis.com sqlite.org clickhouse.com clickhouse.tech
    cassandra.apache.org rabbitmq.com nats.io confluent.io ceph.com ceph.io minio.io min.io
    qdrant.tech patroni.readthedocs.io pgbouncer.org citusdata.com python.org pypi.org
    pythonhosted.org readthedocs.io readthedocs.org npmjs.com npmjs.org nodejs.org golang.org
    go.dev godoc.org rust-lang.org crates.io docs.rs rubygems.org ruby-lang.org rubyonrails.org
    ruby-doc.org maven.org java.com oracle.com openjdk.org spring.io gradle.org kotlinlang.org
    scala-lang.org php.net packagist.org dotnet.microsoft.com nuget.org swift.org perl.org
    lua.org haskell.org elixir-lang.org erlang.org cppreference.com gnu.org kernel.org linux.org
    linuxfoundation.org debian.org ubuntu.com canonical.com launchpad.net centos.org
    fedoraproject.org archlinux.org alpinelinux.org opensuse.org suse.com freebsd.org
    openbsd.org man7.org die.net tldp.org freedesktop.org systemd.io openssl.org openssh.com
    curl.se git-scm.com gnupg.org openvpn.net wireguard.com strongswan.org ietf.org
    rfc-editor.org iana.org icann.org w3.org whatwg.org iso.org json.org json-schema.org
    yaml.org toml.io graphql.org openapis.org swagger.io postman.com xmlsoap.org schema.org
    ecma-international.org wikipedia.org wikimedia.org mediawiki.org wikidata.org
    stackoverflow.com stackexchange.com serverfault.com superuser.com reddit.com medium.com
    dev.to habr.com ycombinator.com google.com googleapis.com gstatic.com googleblog.com
    golang.google.cn youtube.com youtu.be android.com chromium.org goo.gl microsoft.com msdn.com
    visualstudio.com bing.com live.com office.com windows.com apple.com mozilla.org mozilla.com
    firefox.com facebook.com meta.com twitter.com x.com linkedin.com instagram.com telegram.org
    t.me whatsapp.com vk.com ok.ru yandex.ru yandex.com yandex.cloud yandex.net yandexcloud.net
    ya.ru mail.ru rambler.ru sberbank.ru gosuslugi.ru nalog.ru cbr.ru rbc.ru selectel.ru
    cloud.ru amazon.com aws.amazon.com cloudflare.com fastly.com akamai.com digitalocean.com
    heroku.com hetzner.com ovh.com linode.com vultr.com openai.com anthropic.com huggingface.co
    pytorch.org tensorflow.org keras.io numpy.org scipy.org pydata.org jupyter.org
    scikit-learn.org kaggle.com arxiv.org doi.org acm.org ieee.org nature.com springer.com
    slack.com telegram.me zoom.us pagerduty.com opsgenie.com atlassian.com trello.com notion.so
    figma.com miro.com stripe.com paypal.com twilio.com sendgrid.com mailgun.com mailchimp.com
    datadoghq.com newrelic.com sentry.io splunk.com okta.com auth0.com 1password.com
    lastpass.com bitwarden.com keycloak.org openid.net oauth.net jwt.io vmware.com intel.com
    amd.com nvidia.com ibm.com dell.com hp.com cisco.com juniper.net arista.com virtualbox.org
    vagrantup.com vagrantcloud.com qemu.org libvirt.org proxmox.com openstack.org
    cloudfoundry.org snapcraft.io flathub.org homebrew.sh brew.sh chocolatey.org cdnjs.com
    jsdelivr.net unpkg.com getbootstrap.com jquery.com reactjs.org vuejs.org angular.io
    shields.io badge.fury.io travis-ci.org travis-ci.com circleci.com codecov.io coveralls.io
    semver.org keepachangelog.com creativecommons.org opensource.org choosealicense.com spdx.org
    nist.gov mitre.org owasp.org cisecurity.org cve.org percona.com brendangregg.com
    martinfowler.com sre.google 12factor.net percona.org severalnines.com nasa.gov europa.eu
    unicode.org regex101.com explain.depesz.com draw.io diagrams.net mermaid.live asciinema.org
    gitpod.io deadmanssnitch.com pingdom.com statuspage.io snyk.io trivy.dev aquasec.com
    sysdig.com falco.org kubeflow.org mlflow.org airflow.apache.org dbt.com getdbt.com
    metabase.com tableau.com powerbi.com superset.apache.org
    """
)
"""Registrable names that everybody knows, with every name below them."""

_TENANTS = words(
    """
    slack.com atlassian.net okta.com auth0.com sentry.io pagerduty.com opsgenie.com
    datadoghq.com grafana.net elastic.co zoom.us github.io gitlab.io readthedocs.io jfrog.io
    statuspage.io mongodb.net yandexcloud.net sharepoint.com visualstudio.com zendesk.com
    office.com stackexchange.com splunk.com newrelic.com auth0.com bitrix24.ru docker.io quay.io
    gcr.io redhat.com
    """
)
"""Known names whose subdomains belong to customers: `acme.slack.com` tells who one is."""

_PUBLIC_TENANT_LABELS = words(
    "www api app docs doc help support status blog developer developers hooks "
    "access login id cloud registry auth index hub console us eu registry-1 cdn packages k8s "
    "community start learn raw dba"
)


def is_ending(label: str) -> bool:
    """Whether a public name may end in `label` (lower case)."""
    return label in ENDINGS or label in WORDY_ENDINGS


def is_reserved(host: str) -> bool:
    """Names set aside for examples and for this machine (RFC 2606, RFC 6761)."""
    name = host.casefold().rstrip(".")
    if name in ("localhost", "example", "kubernetes.default") or name in RESERVED:
        return True
    last = name.rsplit(".", 1)[-1]
    if last in ("example", "test", "invalid", "localhost", "onion"):
        return True
    return name.startswith("kubernetes.default.svc") or any(
        name.endswith(f".{known}") for known in RESERVED
    )


def is_public(host: str) -> bool:
    """Whether everybody knows this host, so that naming it tells nothing."""
    labels = host.casefold().rstrip(".").split(".")
    for size in (2, 3):
        name = ".".join(labels[-size:])
        if name in _PUBLIC:
            above = labels[: -len(name.split("."))]
            tenant = name in _TENANTS and above and above[-1] not in _PUBLIC_TENANT_LABELS
            return not tenant
    return False
