"""Names of the net that everybody knows: naming one of them tells nothing of a house.

Invariant: registrable names in lower case, every name below them counts too, but for `TENANTS`,
below which customers have names of their own. Deliberately elsewhere: endings and what is reserved
(`domains`).
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

_PROJECTS = words(
    """
    github.com githubusercontent.com github.io githubapp.com github.blog github.community
    githubassets.com gitlab.com gitlab.io bitbucket.org sourceforge.net gitee.com codeberg.org
    sr.ht gitea.io gitea.com forgejo.org kubernetes.io k8s.io sigs.k8s.io cncf.io helm.sh
    artifacthub.io docker.com docker.io quay.io gcr.io pkg.dev ghcr.io mcr.microsoft.com
    rancher.com rancher.io k3s.io openshift.com openshift.io okd.io redhat.com redhat.io
    coreos.com flatcar.org etcd.io istio.io linkerd.io envoyproxy.io cilium.io cert-manager.io
    letsencrypt.org zerossl.com argoproj.io fluxcd.io weave.works tekton.dev knative.dev
    crossplane.io projectcalico.org tigera.io traefik.io traefik.dev nginx.org nginx.com
    openresty.org haproxy.org haproxy.com varnish-cache.org apache.org prometheus.io
    prometheus-operator.dev robustperception.io grafana.com grafana.net thanos.io
    cortexmetrics.io victoriametrics.com jaegertracing.io zipkin.io opentelemetry.io
    opentracing.io elastic.co opensearch.org influxdata.com zabbix.com nagios.org icinga.com
    netdata.cloud graylog.org fluentd.org fluentbit.io vector.dev logz.io loggly.com
    sentry.dev hashicorp.com terraform.io vaultproject.io consul.io nomadproject.io packer.io
    opentofu.org ansible.com puppet.com chef.io saltproject.io saltstack.com pulumi.com
    jenkins.io jenkins-ci.org drone.io jfrog.com jfrog.io sonatype.com sonarqube.org
    sonarsource.com postgresql.org postgresqlco.nf pgtune.leopard.in.ua pganalyze.com
    depesz.com mysql.com mariadb.org mariadb.com mongodb.com mongodb.org redis.io redis.com
    redislabs.com valkey.io memcached.org sqlite.org clickhouse.com clickhouse.tech
    clickhouse.yandex altinity.com cockroachlabs.com scylladb.com datastax.com neo4j.com
    timescale.com postgis.net rabbitmq.com nats.io confluent.io activemq.apache.org ceph.com
    ceph.io min.io minio.io rook.io longhorn.io openebs.io gluster.org qdrant.tech milvus.io
    weaviate.io pgbouncer.org citusdata.com 2ndquadrant.com enterprisedb.com crunchydata.com
    postgrespro.ru postgrespro.com python.org pypi.org pythonhosted.org readthedocs.io
    readthedocs.org rtfd.io npmjs.com npmjs.org nodejs.org yarnpkg.com deno.land deno.com
    bun.sh golang.org go.dev godoc.org gopkg.in rust-lang.org crates.io docs.rs rubygems.org
    ruby-lang.org rubyonrails.org ruby-doc.org bundler.io rspec.info rubydoc.info maven.org
    java.com oracle.com openjdk.org openjdk.java.net java.net spring.io gradle.org
    kotlinlang.org scala-lang.org lightbend.com php.net packagist.org getcomposer.org
    symfony.com laravel.com dotnet.microsoft.com nuget.org swift.org perl.org cpan.org
    metacpan.org lua.org haskell.org elixir-lang.org erlang.org cppreference.com cplusplus.com
    boost.org cmake.org llvm.org gnu.org fsf.org kernel.org linux.org linux.die.net linux.com
    linuxfoundation.org lwn.net debian.org ubuntu.com canonical.com launchpad.net
    launchpadlibrarian.net centos.org rockylinux.org almalinux.org fedoraproject.org
    archlinux.org gentoo.org alpinelinux.org opensuse.org suse.com freebsd.org openbsd.org
    netbsd.org man7.org man.cx die.net tldp.org freedesktop.org gnome.org kde.org systemd.io
    openssl.org openssh.com libressl.org putty.org chiark.greenend.org.uk winscp.net
    filezilla-project.org cygwin.com msys2.org remmina.org curl.se curl.haxx.se wget.org
    git-scm.com mercurial-scm.org subversion.org gnupg.org openvpn.net wireguard.com
    strongswan.org libreswan.org samba.org openldap.org freeipa.org isc.org ntp.org
    pool.ntp.org chrony.tuxfamily.org nlnetlabs.nl powerdns.com bind9.net wireshark.org
    tcpdump.org nmap.org metasploit.com kali.org snort.org suricata.io zeek.org ossec.net
    wazuh.com crowdsec.net fail2ban.org squid-cache.org postfix.org dovecot.org exim.org
    ietf.org rfc-editor.org iana.org icann.org ripe.net arin.net apnic.net peeringdb.com
    w3.org whatwg.org iso.org json.org json-schema.org jsonlint.com yaml.org yamllint.com
    toml.io graphql.org openapis.org swagger.io raml.org grpc.io protobuf.dev postman.com
    xmlsoap.org schema.org oasis-open.org ecma-international.org unicode.org xiph.org
    ffmpeg.org videolan.org webmproject.org mqtt.org mosquitto.org coap.technology
    opcfoundation.org conftest.dev openpolicyagent.org kyverno.io falco.org trivy.dev
    aquasec.com anchore.com snyk.io sysdig.com kubeflow.org mlflow.org dbt.com getdbt.com
    metabase.com tableau.com preset.io redash.io jupyter.org pytorch.org tensorflow.org
    keras.io numpy.org scipy.org pydata.org matplotlib.org scikit-learn.org catboost.ai
    xgboost.ai huggingface.co kaggle.com qemu.org libvirt.org linux-kvm.org xenproject.org
    proxmox.com openstack.org opendev.org opennebula.io cloudfoundry.org vagrantup.com
    vagrantcloud.com virtualbox.org snapcraft.io flathub.org flatpak.org appimage.org
    homebrew.sh brew.sh macports.org chocolatey.org scoop.sh nixos.org guix.gnu.org cdnjs.com
    jsdelivr.net unpkg.com skypack.dev getbootstrap.com tailwindcss.com jquery.com reactjs.org
    react.dev vuejs.org angular.io svelte.dev nextjs.org shields.io fury.io travis-ci.org
    travis-ci.com circleci.com codecov.io coveralls.io codeclimate.com houndci.com
    pullreview.com codetriage.com semver.org keepachangelog.com conventionalcommits.org
    contributor-covenant.org creativecommons.org opensource.org choosealicense.com spdx.org
    gitignore.io editorconfig.org pre-commit.com draw.io diagrams.net mermaid.live
    plantuml.com asciinema.org asciidoctor.org sphinx-doc.org mkdocs.org gohugo.io
    jekyllrb.com docusaurus.io pandoc.org latex-project.org ctan.org gnuplot.info graphviz.org
    regex101.com regexr.com crontab.guru explainshell.com shellcheck.net jwt.io
    base64decode.org 12factor.net refactoring.guru brendangregg.com martinfowler.com
    tbaggery.com sre.google joomla.org drupal.org wordpress.org wordpress.com mediawiki.org
    moodle.org nextcloud.com owncloud.com redmine.org bugzilla.org mantisbt.org
    phabricator.com gerritcodereview.com rsyslog.com syslog-ng.com logstash.net kibana.org
    goaccess.io munin-monitoring.org cacti.net collectd.org statsd.io duplicati.com
    cloudberrylab.com msp360.com rclone.org restic.net borgbackup.org veeam.com bacula.org
    bareos.org percona.com percona.org severalnines.com proxysql.com vitess.io planetscale.com
    hazelcast.com ehcache.org liquibase.org flywaydb.org hibernate.org quarkus.io micronaut.io
    vertx.io akka.io play-framework.com dropwizard.io junit.org mockito.org selenium.dev
    cypress.io playwright.dev jmeter.apache.org gatling.io k6.io locust.io wrk2.org
    golangci-lint.run eslint.org prettier.io webpack.js.org vitejs.dev babeljs.io
    typescriptlang.org sqlalchemy.org djangoproject.com palletsprojects.com flask.pocoo.org
    fastapi.tiangolo.com celeryq.dev celeryproject.org gunicorn.org uwsgi-docs.readthedocs.io
    """
)
_COMPANIES = words(
    """
    wikipedia.org wikimedia.org wikidata.org wiktionary.org archive.org stackoverflow.com
    stackexchange.com serverfault.com superuser.com askubuntu.com reddit.com medium.com dev.to
    habr.com habr.ru ycombinator.com quora.com google.com google.ru googleapis.com gstatic.com
    googleblog.com googlesource.com withgoogle.com goo.gl youtube.com youtu.be android.com
    chromium.org chrome.com blogspot.com microsoft.com microsoftonline.com azure.com azure.net
    msdn.com technet.com visualstudio.com bing.com live.com office.com office365.com
    outlook.com windows.com windows.net xbox.com skype.com aka.ms apple.com icloud.com
    mozilla.org mozilla.com mozilla.net firefox.com opera.com brave.com facebook.com fb.com
    meta.com twitter.com x.com linkedin.com instagram.com pinterest.com tiktok.com discord.com
    discord.gg telegram.org telegram.me t.me tlgrm.ru signal.org whatsapp.com viber.com vk.com
    ok.ru yandex.ru yandex.com yandex.cloud yandex.net yandex.st yadi.sk ya.ru ya.cc
    yastatic.net yandexcloud.net ycloud.io mail.ru rambler.ru sberbank.ru sber.ru sbercloud.ru
    gosuslugi.ru nalog.ru nalog.gov.ru cbr.ru consultant.ru garant.ru kremlin.ru rkn.gov.ru
    roskomnadzor.ru rbc.ru ria.ru tass.ru lenta.ru kommersant.ru vc.ru tproger.ru opennet.ru
    linux.org.ru cyberforum.ru 1c.ru 1c-bitrix.ru bitrix24.ru kaspersky.com kaspersky.ru
    drweb.ru ptsecurity.com selectel.ru selectel.com cloud.ru vk.cloud mcs.mail.ru reg.ru
    nic.ru timeweb.com timeweb.ru beget.com masterhost.ru ngenix.net msk-ix.ru amazon.com
    amazonaws.com amazonaws.com.cn awsstatic.com aws.com cloudfront.net cloudflare.com
    cloudflare.net cloudflarestatus.com cloudflare-dns.com quad9.net opendns.com fastly.com
    akamai.com akamaihd.net maxcdn.com digitalocean.com heroku.com herokuapp.com netlify.com
    netlify.app vercel.com vercel.app render.com fly.io hetzner.com hetzner.cloud ovh.com
    ovhcloud.com scaleway.com linode.com vultr.com rackspace.com ibm.com openai.com
    anthropic.com claude.ai mistral.ai cohere.com perplexity.ai deepmind.com nvidia.com
    intel.com amd.com arm.com dell.com hp.com hpe.com lenovo.com supermicro.com cisco.com
    juniper.net arista.com mikrotik.com huawei.com ubiquiti.com ui.com fortinet.com
    paloaltonetworks.com checkpoint.com f5.com citrix.com vmware.com broadcom.com netapp.com
    emc.com purestorage.com synology.com qnap.com yubico.com thalesgroup.com entrust.com
    digicert.com globalsign.com sectigo.com sslmate.com ssllabs.com gandi.net godaddy.com
    namecheap.com dnsimple.com route53.amazonaws.com verisign.com slack.com slack-edge.com
    zoom.us webex.com teams.microsoft.com pagerduty.com opsgenie.com victorops.com
    statuspage.io status.io deadmanssnitch.com pingdom.com uptimerobot.com site24x7.com
    catchpoint.com datadoghq.com newrelic.com dynatrace.com appdynamics.com sentry.io
    splunk.com sumologic.com lightstep.com honeycomb.io logrocket.com bugsnag.com rollbar.com
    atlassian.com atlassian.net trello.com jira.com asana.com monday.com notion.so clickup.com
    linear.app figma.com miro.com canva.com airtable.com dropbox.com box.com evernote.com
    stripe.com paypal.com braintree.com twilio.com sendgrid.com sendgrid.net mailgun.com
    mailchimp.com mandrillapp.com postmarkapp.com zendesk.com freshdesk.com intercom.io
    hubspot.com salesforce.com force.com sap.com servicenow.com workday.com okta.com auth0.com
    onelogin.com pingidentity.com duo.com 1password.com lastpass.com bitwarden.com
    keepass.info keycloak.org openid.net oauth.net haveibeenpwned.com virustotal.com shodan.io
    hackerone.com bugcrowd.com nist.gov mitre.org cve.org first.org owasp.org cisecurity.org
    us-cert.gov cisa.gov ncsc.gov.uk bsi.bund.de nasa.gov europa.eu gov.uk gdpr.eu
    gdpr-info.eu pcisecuritystandards.org arxiv.org doi.org acm.org ieee.org usenix.org
    nature.com springer.com oreilly.com manning.com packtpub.com safaribooksonline.com
    coursera.org udemy.com edx.org khanacademy.org infoq.com dzone.com thenewstack.io
    hackernoon.com smashingmagazine.com css-tricks.com digitaltrends.com wired.com
    theregister.com arstechnica.com techcrunch.com zdnet.com cnet.com bbc.com bbc.co.uk
    nytimes.com theguardian.com reuters.com bloomberg.com washingtonpost.com gitbook.io
    gitbook.com speakerdeck.com slideshare.net vimeo.com twitch.tv imgur.com giphy.com
    gravatar.com pastebin.com gist.io codepen.io jsfiddle.net repl.it replit.com
    codesandbox.io glitch.com stackblitz.com leetcode.com hackerrank.com exercism.org
    freecodecamp.org w3schools.com tutorialspoint.com geeksforgeeks.org baeldung.com
    vogella.com mkyong.com howtogeek.com tecmint.com cyberciti.biz thegeekstuff.com
    linuxize.com phoenixnap.com guru99.com wikihow.com investopedia.com timeanddate.com
    worldtimeapi.org openstreetmap.org mapbox.com maxmind.com ipinfo.io ifconfig.co
    ifconfig.me icanhazip.com whatismyip.com ipify.org ip-api.com httpbin.org
    jsonplaceholder.typicode.com example.edu contoso.com fabrikam.com adventure-works.com
    w3techs.com alexa.com similarweb.com gitlab.org gitlab.net gitlab-static.net wmflabs.org
    wmcloud.org toolforge.org mozaws.net prow.k8s.io testgrid.k8s.io
    """
)
"""Companies and services; the last lines are houses that publish their own runbooks."""

PUBLIC = _PROJECTS | _COMPANIES
"""Registrable names (or longer ones) that everybody knows, with every name below them."""

TENANTS = words(
    """
    slack.com atlassian.net okta.com auth0.com sentry.io pagerduty.com opsgenie.com
    datadoghq.com grafana.net elastic.co zoom.us github.io gitlab.io jfrog.io statuspage.io
    mongodb.net yandexcloud.net sharepoint.com visualstudio.com zendesk.com office.com
    splunk.com newrelic.com bitrix24.ru docker.io quay.io gcr.io pkg.dev redhat.com
    herokuapp.com netlify.app vercel.app azure.net azure.com windows.net amazonaws.com
    amazonaws.com.cn cloudfront.net onelogin.com force.com salesforce.com freshdesk.com
    intercom.io hubspot.com service-now.com servicenow.com workday.com gitbook.io notion.site
    webex.com blogspot.com wordpress.com sendgrid.net microsoftonline.com logz.io
    sumologic.com herokussl.com fly.io render.com digitaloceanspaces.com ondigitalocean.app
    selcloud.ru vkcs.cloud cloud.ru sbercloud.ru hetzner.cloud myshopify.com
    """
)
"""Known names whose subdomains belong to customers: `acme.slack.com` tells who one is."""

TENANT_LABELS = words(
    """
    www www2 api apis app docs doc help support status blog developer developers dev hooks
    access login signin id cloud registry auth index hub console us eu registry-1 cdn packages
    k8s community start learn raw dba storage website functions mirror mq message-queue kms
    translate stt tts vision iam resource-manager compute s3 ec2 rds elb elasticloadbalancing
    sts sqs sns lambda dynamodb logs monitoring cloudwatch eks ecr kinesis glue athena route53
    redshift cloudformation ssm acs portal management graph download downloads marketplace
    partner account accounts my sales go info get try events static assets media images mdb
    mks metadata serverless serverless-containers operation endpoint dataproc
    container-registry cr rw dkr blob file table queue core database vault southeast
    northeurope westeurope eastus westus
    """
)
"""Labels below a tenant's name that are the supplier's own."""

OWNERS = words(
    """
    kubernetes kubernetes-sigs kubernetes-incubator helm prometheus prometheus-operator
    prometheus-community grafana thanos-io cortexproject jaegertracing open-telemetry etcd-io
    coredns containerd opencontainers docker moby docker-library istio linkerd envoyproxy
    cilium projectcalico argoproj fluxcd tektoncd knative jetstack cert-manager hashicorp
    ansible ansible-collections chef puppetlabs jenkinsci drone goharbor minio ceph rook
    apache elastic opensearch-project influxdata clickhouse postgres pgbouncer zalando patroni
    mysql mariadb mongodb redis rabbitmq nats-io confluentinc python pypa psf django pallets
    encode nodejs npm golang go rust-lang ruby rails torvalds systemd nginx nginxinc haproxy
    traefik caddyserver openssl curl git gitlab-org gitlab-com github actions google
    googlecloudplatform aws awslabs azure microsoft yandex yandex-cloud facebook twitter uber
    netflix spotify openai anthropics huggingface pytorch tensorflow qdrant langchain-ai
    ggml-org ggerganov features topics about explore settings login orgs marketplace sponsors
    blog security pricing enterprise coreos quay openshift bitnami sorintlab brendangregg
    getsentry vmware vmware-tanzu velero-io bats-core stedolan jqlang mikefarah wkhtmltopdf
    koalaman sharkdp burntsushi ohmyzsh vim neovim tmux lz4 zstd jemalloc google-cloud-sdk
    protocolbuffers grpc grpc-ecosystem googleapis boto jackc go-redis gorilla spf13 sirupsen
    uber-go gin-gonic labstack stretchr urfave kahing s3fs-fuse rclone restic borgbackup
    brianbianco jtimberman sous-chefs chef-cookbooks test-kitchen inspec palantir fluent
    fluent-plugins-nursery fluxninja victoriametrics timescale citusdata 2ndquadrant
    postgrespro pgpartman powa-team ankane darold dalibo ossc-db pgaudit eulerto percona
    vitessio sysown maxscale orchestrator github-changelog-generator thlorenz bbatsov rubocop
    sinatra sidekiq mperham puma unicorn resque heartcombo fluxcd kubernetes-csi
    kubernetes-retired kubernetes-client kubernetes-monitoring brancz povilasv openshift-cns
    containers cri-o flannel-io weaveworks projectcontour emissary-ingress kong solo-io
    open-policy-agent aquasecurity anchore falcosecurity sysdiglabs bitnami-labs banzaicloud
    strimzi k8ssandra zalando-incubator cloudnative-pg crunchydata reactiveops fairwindsops
    derailed ahmetb wercker stern kubecost opencost keel-hq nvidia intel amd ibm oracle cisco
    vmware-archive juniper fortinet mikrotik prometheus-msteams prometheus-net
    prometheus-junkyard oliver006 danielqsj justwatchcom nginxproxy jwilder linuxserver
    portainer louislam go-gitea gogs mattermost rocketchat zulip nextcloud owncloud keycloak
    dexidp oauth2-proxy bitly authelia goauthentik freeipa openvpn wireguard strongswan
    openssh openldap samba-team qemu libvirt proxmox openstack opendev saltstack pulumi
    opentofu terraform-aws-modules terraform-providers terraform-google-modules gruntwork-io
    gabrie30 cloudposse rust-cli serde-rs tokio-rs rails-api sequelize expressjs vuejs angular
    sveltejs vercel webpack babel eslint prettier twbs jquery d3 chartjs postcss sass less
    npm-cli yarnpkg pnpm denoland oven-sh scipy numpy pandas-dev matplotlib scikit-learn
    keras-team dmlc catboost mlflow apache-superset metabase getredash dbt-labs
    great-expectations dagster-io prefecthq ray-project dask junit-team mockito seleniumhq
    cypress-io puppeteer grafana-labs locustio gatling loadimpact 23andme yamllint adrienverge
    pre-commit editorconfig conventional-changelog semantic-release
    """
)
"""Owners of public projects; a repository of theirs tells nothing."""
