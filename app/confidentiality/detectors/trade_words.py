"""What names of machines are made of, and the words of the trade that are no names at all.

Invariant: tables of lower-case words only. Deliberately elsewhere: how a name is judged by its
parts (`machines`), and in which places a bare word is one (`positions`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from app.confidentiality.detectors.tables import words

ROLES = words(
    """
    db dbs sql pg pgsql ora oradb mssql web www app apps appsrv api be fe srv svr srvr sv serv
    lb slb nlb gw gate fw sw rt rtr vpn mx smtp imap pop mail exch dc ad adds nas san nfs stor
    esx esxi hv kvm pve vmh bm fe be bastion jump jumphost jmp mon bkp bak backup prx proxy
    cache ldap ipa idm sso pki ca wsus sccm scom rds rdp ts term term1c 1c print prn fs fsrv
    dwh etl mq ci cicd build runner gpu ml hpc bi erp crm sap buh fin hr sales billing bill
    pay payments acq scoring fraud antifraud processing proc card cards loan credit core abs
    dbo ibank bank mobile portal shop store orders order cart catalog search auth login users
    profile media cdn img static edge dns ns ntp dhcp tftp pxe pbx voip sip sbc cam nvr cctv
    skud ups pdu kvm ipmi ilo idrac bmc rack blade chassis tor spine leaf agg acc switch
    router firewall gateway balancer haproxy ingress egress nat wan lan ap wifi wlc wap logs
    log syslog elk graylog siem soc ids ips waf audit vault nexus harbor registry artifactory
    git gitlab gitaly jira wiki conf confluence jenkins teamcity sonar zabbix zbx nagios
    grafana prometheus prom victoria vm influx tick mongo maria mariadb mysql postgres
    postgresql oracle clickhouse ch cassandra scylla redis memcached memcache kafka zk
    zookeeper rabbit rabbitmq rmq nats es elastic elasticsearch opensearch kibana solr etcd
    consul nomad patroni pgbouncer pgb pgpool sidekiq praefect k8s kube k3s okd ocp rancher
    master slave primary replica standby worker node control cp wrk mst wn cn compute ctrl
    controller host server client instance machine box shard broker brk coord coordinator data
    hot warm cold arb arbiter arch archive queue job jobs cron batch sched scheduler tasks
    hadoop hdfs yarn spark flink airflow nifi hive hbase namenode datanode ceph osd mds rgw
    minio s3 gluster lustre file files filer storage share ftp sftp nginx apache tomcat iis
    jboss wildfly asterisk freeswitch console admin adm mgmt oob deploy ansible puppet chef
    salt awx foreman blackbox thanos pubsub lic license licensing citrix ctx xen vcenter vc
    vsphere hyperv desktop laptop pc ws wks wkst nb note notebook arm kassa kkm pos atm term
    kiosk scada plc opc mes
    """
)
"""What a machine does, and short forms of it."""

VERSIONED = words(
    """
    postgres postgresql mysql mariadb maria mongo redis kafka nginx apache tomcat oracle
    python node clickhouse elasticsearch elastic kibana rabbitmq zookeeper cassandra etcd
    consul vault nomad grafana prometheus haproxy k8s kube sql php ruby java solr memcached
    ceph hadoop spark flink airflow hive hbase jenkins gitlab jira confluence zabbix influx
    opensearch patroni pgbouncer thanos minio citrix asterisk rancher k3s nats xen log s3
    client pos
    """
)
"""Products: a small number after them is a version, or a pod's."""

VERSIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "python": words("2 3 26 27 34 35 36 37 38 39 310 311 312 313 314"),
        "php": words("4 5 7 8 53 54 55 56 70 71 72 73 74 80 81 82 83 84"),
        "node": words("6 8 10 12 14 16 18 20 22 24"),
        "ruby": words("1 2 3 19 20 21 22 23 24 25 26 27 30 31 32 33"),
        "java": words("5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25"),
        "mysql": words("4 5 8 9 51 55 56 57 80 84"),
        "maria": words("10 11"),
        "postgres": words("8 9 10 11 12 13 14 15 16 17 18 84 90 91 92 93 94 95 96"),
        "postgresql": words("8 9 10 11 12 13 14 15 16 17 18 84 90 91 92 93 94 95 96"),
        "mongo": words("3 4 5 6 7 8 32 34 36 40 42 44"),
        "redis": words("3 4 5 6 7 8"),
        "kafka": words("0 1 2 3 4 10 11 20 21"),
        "tomcat": words("6 7 8 9 10 11"),
        "oracle": words("8 9 10 11 12 18 19 21 23"),
        "elasticsearch": words("1 2 5 6 7 8 9"),
        "elastic": words("5 6 7 8 9"),
        "kibana": words("4 5 6 7 8"),
        "nginx": words("1"),
        "apache": words("2"),
        "influx": words("1 2 3"),
        "sql": words("8 92 99 2003 2008 2012 2014 2016 2017 2019 2022"),
        "s3": words("2 3"),
        "pos": words("1 2 3 4 5"),
        "client": words("1 2 3 4 5"),
        "log": words("1 2 3 4 10"),
    }
)
"""Numbers after a product that are its versions."""

EXAMPLES = words(
    """
    user users client login order orders catalog file files data job jobs batch log logs core
    instance shard acc cart note arm conf build static search process proc media
    card cards edge share
    """
)
"""Roles whose number, written without a dash, is an example's (`user1`, `file2`)."""

FARMS = words("build search edge media batch shard")
"""Those of them that have many machines: two digits behind one count them."""

GENERIC = words(
    """
    node worker host server client instance machine box vm shard replica master slave primary
    standby broker controller control compute data cache queue job jobs batch search api file
    files store core log logs app apps users login order orders console admin media cards card
    storage share archive hot warm cold ns mx ap ts es ch ca ad pop gate build static edge
    proxy catalog backup acc cart proc print process audit core client runner term note arm
    cam conf
    """
)
"""Words whose small number is an example's as often as a machine's."""

SITES = words(
    """
    msk spb ekb nsk kzn nnov smr ufa krd rnd vlg prm vrn krs tmn sochi vld khb irk kld mow led
    svx ovb dc dc1 dc2 dc3 dc4 dc5 cod cod1 cod2 az1 az2 az3 m9 ams fra lon lhr nyc ewr sfo
    sjc lax sea chi ord dfw dal atl mia bos iad was yyz hel waw par cdg mad bcn mil muc ber
    dub arn sto osl cph vie prg bud sof otp ist dxb sin hkg tyo nrt syd mel bom del blr gru
    jnb sgp zrh icn tlv rix tll vno iev nqz khv vvo svo dme kja goj gdn krk wro phx slc pdx yul yvr
    """
)
"""Towns, airports and data centres as names of machines shorten them."""

STAGES = words(
    """
    prod prd production stage stg staging preprod preprd pprod uat qa dr gprd gstg sandbox sbx
    nonprod np perf loadtest ift psi hotfix prelive live canary int
    """
)
"""Stages that stand in names of machines and hardly elsewhere."""

WEAK_PLACES = words(
    "dev devel test tst demo ops load east west north south eu us ru emea apac de uk fr asia lab int "
    "hq corp ext"
)
"""Stages, regions and parts that are words of their own."""

HOLES = words(
    """
    my your our some any foo bar baz qux example sample dummy xxx xx placeholder changeme
    hello yourname name abc todo
    """
)
"""Parts of names that manuals make up."""

DIGITED = words(
    """
    k0s i18n l10n a11y s3 s3fs ec2 r53 route53 ipv4 ipv6 ip4 ip6 inet6 v4 v6 http1 http2 http3
    h2 h2c h3 l2 l3 l4 l7 l2tp oauth2 oauth oidc oauh2 x86 x64 x509 amd64 arm64 armv7 armv8
    i386 i686 win32 win64 base32 base58 base64 b64 md4 md5 sha sha1 sha2 sha224 sha256 sha384
    sha512 hmac hmacsha256 aws4 aes128 aes256 rsa2048 rsa4096 ed25519 p256 p384 utf8 utf16
    utf8mb4 latin1 cp1251 koi8 mp3 mp4 h264 h265 jpeg2000 ext2 ext3 ext4 fat32 ntfs3 raid0
    raid1 raid5 raid6 raid10 eth0 eth1 lo0 tun0 tap0 docker0 br0 veth0 wg0 cni0 ens3 ens5
    enp0s3 sda1 sdb1 vda1 nvme0n1 loop0 tty1 ttys0 python2 python3 py2 py3 py27 py36 py37 py38
    py39 py310 py311 py312 pip3 php5 php7 php8 apache2 httpd2 nginx1 log4j log4j2 slf4j junit4
    junit5 boto3 psycopg2 psycopg3 psycopg urllib3 jinja2 gtk2 gtk3 qt5 qt6 lib32 lib64 libc6
    gpg2 gnupg2 bzip2 p7zip 7z zstd1 lz4 re2 es5 es6 es2015 es2020 vue2 vue3 web2 web3 w3c c99
    c11 a11y g1 g1gc p50 p75 p90 p95 p99 p999 http200 http400 http404 http429 http500 http502
    http503 http504 rc1 rc2 rc3 beta1 beta2 alpha1 v1 v2 v3 v1alpha1 v1beta1 v1beta2 v2beta1
    v2beta2 d3 e2e s2s b2b b2c p2p m2m q1 q2 q3 q4 tls1 tls12 tls13 sslv2 sslv3 ssl3 ikev1
    ikev2 ntpv4 smb1 smb2 smb3 nfs3 nfs4 nfsv3 nfsv4 cgroup2 cgroupsv2 overlay2 mod2 int8
    int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 f32 f64 i32 i64 u8 u32 u64
    """
)
"""Words of the trade that hold a digit; in a name they count as plain words."""

PLAIN = words(
    """
    the a an is are was were be been to of in on at by for from with and or not no if then
    else when while this that these those it its as into onto over under up down out off all
    any each every both either neither other another same such only own so than too very can
    will may might must shall should would could do does did done has have had having get gets
    got set sets put let run runs ran running start starts started starting stop stops stopped
    restart restarts restarted reboot reboots rebooted boot boots fail fails failed failing
    failure failures error errors timeout timeouts refused reset closed open opened
    unreachable unavailable available ready notready healthy unhealthy offline online alive
    dead missing lost found using use used uses via per where which who whom whose what how
    why here there local remote localhost loopback network networks networking name names
    address addresses port ports key keys keyring config configuration configs file files path
    paths list lists group groups pool pools type types role roles side level levels affinity
    selector selectors exporter exporters agent agents label labels taint taints drain status
    state states version versions os system systems software hardware memory cpu disk disks
    space usage load count counts number numbers metrics metric monitoring logs log
    certificate certificates cert certs ssl tls http https tcp udp ssh dns dhcp api apis url
    urls domain domains ip ips ipv4 ipv6 time times clock crash crashes crashed process
    processes service services application applications app apps database databases table
    tables cluster clusters node nodes host hosts server servers machine machines instance
    instances vm vms box boxes pod pods container containers image images volume volumes
    namespace namespaces deployment deployments user users account accounts admin root master
    masters worker workers slave slaves primary primaries secondary replica replicas leader
    follower standby client clients connection connections session sessions request requests
    response responses traffic access login password passwords token tokens option options
    parameter parameters value values variable variables field fields default defaults true
    false yes null none example examples first second third last next previous new old current
    specific particular given following single multiple several different two three four five
    many more most few some one itself themselves you your we our they their he she his her
    them us me my i must need needs needed require requires required include includes
    including contain contains containing become becomes remain remains appear appears show
    shows shown see check checks checking make makes create creates created add adds added
    delete deletes deleted remove removes removed update updates updated upgrade upgrades
    upgraded install installs installed replace replaces replaced move moves moved change
    changes changed connect connects connected connecting join joins joined leave leaves left
    respond responds responding return returns returned handle handles process provide
    provides provided support supports supported allow allows allowed accept accepts listen
    listens listening bind binds because but however after before during until since through
    between among within without against about above below behind across along also already
    always never often sometimes usually still just even again once now later rpm deb apt yum
    gpg mode modes hostname hostnames fqdn hash header headers block blocks code codes backend
    backends frontend frontends upstream upstreams downstream endpoint endpoints gateway
    gateways proxy proxies cache caches queue queues broker brokers controller controllers
    operator operators scheduler kubelet apiserver ingress egress firewall firewalls router
    routers switch switches production prod staging stage test testing dev development demo
    preprod sandbox public private internal external shared dedicated virtual physical bare
    metal cloud region zone zones rack datacenter components component package packages module
    modules daemon daemons job jobs task tasks script scripts command commands step steps team
    teams ticket issue issues problem problems incident alert alerts outage maintenance
    recovery backup backups restore snapshot snapshots migration failover switchover promotion
    replication performance capacity utilization resource resources limit limits quota policy
    policies rule rules security authentication authorization identity provider tag branch
    capable ports based side-side wide only-only keeper sizing alone farm architecture edition
    certificate-authority daemonset statefulset replicaset configmap secret secrets cronjob
    pvc pv
    """
)
"""Words that stand after `host`, `server`, `node` in ordinary sentences."""

PRODUCTS = words(
    """
    linux ubuntu debian centos rhel fedora alpine windows macos unix freebsd solaris aix
    android ios kubernetes k8s openshift docker containerd podman crio helm terraform ansible
    puppet chef salt vagrant packer consul vault nomad nginx apache httpd haproxy envoy
    traefik istio linkerd caddy varnish squid postgres postgresql mysql mariadb oracle mssql
    mongo mongodb redis memcached cassandra scylla clickhouse elasticsearch elastic opensearch
    kibana logstash fluentd fluentbit filebeat metricbeat kafka rabbitmq activemq nats pulsar
    zookeeper etcd prometheus alertmanager grafana thanos loki tempo mimir jaeger zipkin
    zabbix nagios icinga telegraf influxdb graphite statsd collectd netdata datadog sentry
    splunk graylog jenkins gitlab github bitbucket gitea teamcity drone argo argocd flux
    tekton spinnaker nexus artifactory harbor sonarqube jira confluence slack teams telegram
    mattermost zoom java python golang ruby php perl node nodejs deno rust scala kotlin
    javascript typescript bash zsh powershell django flask fastapi rails laravel symfony
    spring tomcat jetty wildfly jboss iis hadoop hdfs yarn spark flink airflow nifi hive hbase
    presto trino superset metabase tableau jupyter pytorch tensorflow ceph minio gluster nfs
    smb samba ldap kerberos freeipa keycloak okta openldap bind unbound coredns dnsmasq
    powerdns ntp chrony postfix dovecot exim sendmail openvpn wireguard strongswan ipsec
    fail2ban iptables nftables ufw firewalld selinux apparmor systemd cron rsyslog syslog
    logrotate ssh sshd sftp ftp rsync scp curl wget git svn make cmake maven gradle npm yarn
    pip conda qemu kvm libvirt xen vmware esxi vsphere vcenter proxmox hyperv virtualbox
    openstack aws gcp azure yandex selectel digitalocean hetzner heroku cloudflare fastly
    akamai s3 ec2 rds eks gke aks ecs lambda patroni pgbouncer pgpool stolon repmgr barman
    pgbackrest walg celery sidekiq puma unicorn gunicorn uwsgi gitaly praefect workhorse
    bastion bastions sql nosql json yaml xml csv html css rest grpc graphql soap amqp mqtt
    snmp jmx jdbc odbc icmp arp bgp ospf vlan vxlan nat vpn lan wan wifi cdn exchange
    sharepoint outlook office active directory citrix sap bitrix asterisk web mail smtp imap
    pop3 print licensing streaming media origin edge bucket syslog-ng metadata kdc ca crl ocsp
    oauth oidc saml sso mfa otp totp gpu tpu ssd hdd nvme raid lvm zfs btrfs xfs ext4 swap
    tmpfs admin-server kube-proxy kubeadm kubectl kubelet cadvisor node-exporter blackbox
    exporter
    """
)
"""Products and techniques: after `server` they say what kind it is."""

PODS = words(
    """
    kube k8s gke eks aks dns sd metadata default autoscaler webhook manager cert certmanager
    cainjector tiller deploy heapster state metrics hello l7 scaler fluentd gcp stackdriver
    ingress controller cluster level agent operator system csi cni snapshot provisioner
    attacher resizer registrar flannel calico typha weave canal kindnet local path speaker
    metallb dashboard scraper adapter pushgateway server exporter dex repo redis ui hub proxy
    web http
    """
)
"""Parts of names of pods that every cluster has."""

PORTS = words(
    """
    22 80 443 389 636 1433 1521 2049 2181 2379 2380 3000 3260 3306 3389 4369 4567 5000 5044
    5432 5433 5601 5671 5672 5900 6379 6380 6432 6443 7000 7001 7199 8000 8005 8008 8080 8081
    8082 8083 8086 8088 8090 8091 8100 8123 8140 8200 8300 8301 8400 8443 8500 8600 8686 8888
    9000 9001 9042 9080 9090 9091 9092 9093 9094 9095 9096 9097 9100 9104 9113 9115 9117 9121
    9126 9150 9160 9182 9187 9200 9201 9216 9256 9290 9300 9308 9363 9400 9418 9443 9500 9999
    10000 10050 10051 10250 10255 11211 15672 16379 19092 19999 26379 27017 27018 28017 29092
    32400 50000 50051 50070 61616
    """
)
"""Ports of well-known services: before one of them stands a host."""

PETS = words(
    """
    zeus hera apollo athena ares hermes artemis hades poseidon kronos cronos atlas prometey
    titan hercules odin thor loki freya baldur fenrir ymir osiris anubis isis ra horus seth
    mercury venus mars jupiter saturn uranus neptune pluto titania oberon callisto ganymede
    europa phobos deimos triton charon orion sirius vega altair polaris andromeda pegasus
    phoenix dragon gandalf frodo bilbo aragorn legolas gimli sauron saruman mordor rohan
    gondor morpheus trinity tank oracle1 skynet hal9000 wopr r2d2 c3po yoda vader kenobi
    obiwan chewbacca asimov tesla einstein newton darwin curie turing hopper lovelace pascal
    godzilla kingkong batman robin superman spock kirk picard worf homer bart marge lisa
    snoopy garfield ares2 minerva juno vulcan diana ceres janus borealis perun veles svarog
    yarilo mokosh dazhbog
    """
)
"""Names that people give to machines."""
