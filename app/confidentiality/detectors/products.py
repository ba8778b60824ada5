"""Public names of technology: products, languages, protocols, and the vendors behind them.

`PRODUCTS` are never an organisation; `VENDORS` are public companies whose names stand for their
products wherever a text is technical. `ABBREVIATIONS` are Cyrillic short words of the trade and of
everyday writing that name no organisation. All in lower case.
"""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

PRODUCTS = words(
    """
    .net active-directory adfs airflow alertmanager alpine android angular ansible apache api
    appmetrica arch argo argocd arm ascii asp.net athena aurora avro aws awk azure backstage
    base64 bash bastion bigquery bind bitbucket bitrix blackbox boto3 bsd bucket calico camunda
    cassandra cdn celery centos ceph certbot chef chrome cilium circleci cisco-ios clickhouse cli
    cloud cloudflare cloudfront cloudtrail cloudwatch cmake cobol composer compute confluence
    consul container containerd coredns cors cosmosdb couchbase couchdb cri-o cron crossplane csv
    curl cyberduck dart data database datadog datagrip datalens dataproc dbeaver debian django dns
    docker dockerfile dockerhub drupal duplicati dynamodb ec2 ecs eks elastic elasticsearch elk
    envoy etcd excel exchange express falco fastapi fedora ffmpeg filebeat firefox firewall flask
    flink fluentd flume fqdn freebsd ftp gateway gce gcp gerrit gherkin git gitea github gitlab
    gke go golang google-sheets gradle grafana graphite graphql graylog groovy grpc gunicorn
    hadoop haproxy harbor hbase hdfs helm heroku hive homebrew html http https hyper-v iam ico
    influxdb ingress intellij ios ip iptables ipsec ipv4 ipv6 istio jaeger java javascript jenkins
    jetbrains jira jmeter jmx json jupyter jwt k3s k8s kafka karpenter keepalived keycloak kibana
    kms knative kotlin kubectl kubelet kubernetes kustomize lambda laravel ldap lens letsencrypt
    linkerd linux livy loki logstash lua lvm lxc mac macos mailhog mariadb markdown maven
    memcached metabase metrica microk8s minikube minio mongodb monitoring mqtt mssql mtls munin
    mysql nagios nats nat neo4j nestjs netbox netdata nextcloud nexus nfs nginx node node.js
    nodejs nomad npm ntp nvidia-smi oauth object ocaml odbc odoo office okd oomkilled openapi
    openid openldap opensearch openshift openssh openssl openstack opentelemetry openvpn opsgenie
    outlook packer pagerduty pandas patroni pdf perl pgadmin pgbouncer php phpmyadmin pip pipeline
    plesk pod podman postfix postgres postgresql postman powershell prisma prometheus protobuf
    proxmox puppet putty pycharm pyspark python pytorch rabbitmq rails rancher rbac rdp rds react
    redash redhat redis redmine redshift registry rest rhel rook route53 rsync ruby rust s3 saml
    samba sass scala scylladb sdk selenium sendgrid sentry sftp sharepoint shell sidekiq skype
    slack slo smtp snmp snowflake soap solr sonarqube spark spinnaker splunk spring sql sqlite
    sqoop squid ssh ssl sso statefulset storage superset supervisor svn swagger swarm swift
    systemd tableau tarantool tcp teamcity telegraf tempo temporal tensorflow terraform tez thanos
    tls tomcat traefik travis trello trino trivy typescript ubuntu udp uefi url utc uwsgi vagrant
    valkey varnish vault vcpu vector velero victoriametrics vim virtualbox vite vlan vm
    vmware-tools volume vpc vpn vscode vue waf weblogic webpack webhook websocket wildfly windows
    winscp wireguard wireshark wordpress xcode xml yaml yarn ydb yml yql yum zabbix zeppelin
    zipkin zookeeper zoom unix tcp/ip dhcp raid bios cpu gpu ram ssd hdd usb lan wan wifi wi-fi
    saas paas iaas crm erp cms ide orm mvp kpi sla qa ci cd devops sre mlops hr pr ceo cto cfo it
    pos qr pin sms mms gps gsm lte faq id guid uuid uri cidr arn acl dkim spf dmarc get post put
    delete patch head options бд субд вм апи select insert update create drop alter join where
    readme changelog todo fixme active path preview beta alpha intel-core skype-bot
    """
)
VENDORS = words(
    """
    adobe alibaba amazon amd apple arm asus atlassian broadcom canonical cisco citrix cloudera
    cloudflare confluent databricks dell digitalocean docker elastic facebook fujitsu github
    gitlab google hashicorp hetzner hp hpe huawei ibm instagram intel jetbrains juniper kaspersky
    lenovo linkedin logitech mailchimp mastercard meta microsoft mozilla netflix nokia nvidia
    openai oracle ovh paypal percona qualcomm redhat salesforce samsung sap seagate selectel
    servicenow siemens slack sony splunk stripe suse telegram tesla toshiba twilio twitter uber
    unilever veeam visa vmware whatsapp xerox xiaomi yahoo yandex youtube zoom яндекс битрикс
    касперский мир твиттер фейсбук гугл майкрософт телеграм телеграмм ютуб ватсап скайп инстаграм
    вконтакте
    """
)
ABBREVIATIONS = words(
    """
    бд вм ос по пк пко эвм субд гб мб кб тб ид ип лс уц эп эцп кэп нэп суз цод ибп схд асу сэд мфу
    озу пзу цп цпу гпу жд сср рф сша ссср оаэ кнр фрг гдр ес снг кндр юар юао зао сао вао пао оао
    ооо ао нко ано тоо чп нпо гуп муп фгуп нии уфо днк рнк вич спид вип чс дтп тз тк кп рд пд гост
    ту снип нпа гк ук апк гпк упк коап ст пп фз инн кпп снилс огрн огрнип бик бин окпо оквэд октмо
    рфс фио дмс омс осаго каско ндс ндфл усн рсбу мсфо кбк ввп мрот жкх тсж тв ас нс мт мсе мск
    спб екб нск утц смс пин qr чат ссд нжмд ит ии мл вкс вко атс ддос нтп впн ссл днс юрл урл апи
    сми нло ппс вов вмв цнс аэс тэц гэс лэп мкад кад тц трц ок окр ниокр хз имхо кмк спс пжлст дз
    цт пр ток ном сам там год дом мир или для при если как что это все всё так уже нет да не
    """
)
