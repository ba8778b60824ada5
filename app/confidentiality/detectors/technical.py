"""Words of engineers' texts that look like names and are none: products, kinds, headings."""

from __future__ import annotations

from app.confidentiality.detectors.tables import words

PRODUCTS = words(
    """
    kafka redis postgres postgresql mysql mariadb mongo mongodb cassandra elasticsearch
    opensearch kibana logstash grafana prometheus alertmanager thanos loki jaeger tempo mimir
    cortex kubernetes docker podman helm istio envoy consul vault nomad terraform ansible chef
    puppet salt jenkins gitlab github bitbucket gitea gitaly praefect sidekiq puma unicorn nginx
    haproxy apache tomcat jetty flask django celery gunicorn uvicorn rabbitmq zookeeper hadoop
    spark airflow flink ceph glusterfs etcd coredns calico flannel cilium traefik cloudflare
    fastly akamai azure amazon aws google gcp oracle linux ubuntu debian centos fedora redhat
    windows macos bash zsh python java kotlin scala ruby rails golang rust node nodejs
    javascript typescript react angular vue slack zoom jira confluence pagerduty datadog sentry
    splunk newrelic pod deployment statefulset daemonset replicaset ingress configmap namespace
    cronjob persistentvolume storageclass serviceaccount rolebinding clusterrole kubelet
    scheduler apiserver kubectl kustomize argo argocd tekton flux harbor patroni pgbouncer wal-g
    camoproxy snowplow pingdom mailgun stackdriver bigquery bigtable dataproc clickhouse ydb
    lockbox marketplace console compute monitoring logging registry gateway balancer marathon
    mesos solaris maven gradle npm yarn pip conda jupyter kaggle tableau looker superset
    metabase dbt trino presto hive impala druid minio s3 ec2 eks gke aks lambda fargate
    cloudwatch route53 rds dynamodb sqs sns iam vpc kms yandex mikrotik cisco juniper fortinet
    vmware esxi vcenter proxmox openstack openshift rancher harvester nats pulsar activemq
    memcached varnish squid bind postfix dovecot exim openvpn wireguard ipsec ldap kerberos
    keycloak okta auth0 saml oauth spiffe sonarqube nexus artifactory selenium cypress
    playwright cucumber postman swagger graphql grpc protobuf avro parquet json yaml toml xml
    html css sql nosql http https tcp udp dns dhcp ssh ssl tls vpn cdn api sdk cli gui cpu gpu
    ram ssd hdd nvme raid nfs smb markdown todo readme changelog license makefile dockerfile
    chatgpt openai copilot claude gerrit ansible-tower rundeck saltstack vagrant packer bamboo
    travis circleci teamcity octopus graylog zabbix nagios icinga sensu checkmk netdata telegraf
    influxdb timescaledb victoriametrics fluentd fluentbit vector opentelemetry
    """
)
HEADINGS = words(
    """
    access account action administrator agent alert alerts analysis application architecture
    assignment audit authentication authorization availability backup backups balancer billing
    branch bucket build cache capacity certificate change channel check checklist client cluster
    clusters code command commands components configuration connection connections console
    container control cost create creating credentials critical daemon dashboard dashboards data
    database databases debugging default delete deleting dependencies deployment description
    details diagnosis disk documentation domain emergency endpoint environment error errors
    escalation event events example examples export failover failure feature file filter
    firewall folder function gateway general getting guide handling hardware health history host
    hosts image images impact important incident index information infrastructure instance
    instances integration interface internal introduction issue issues jobs key keys latency
    limits list load lock log logs maintenance management manager manual master memory message
    metadata method metrics migration mitigation model module monitor name network networks node
    nodes notes notification object objects operation operations operator option options output
    overview owner page panel parameter parameters password performance permissions platform
    policy pool port prerequisites primary problem procedure process processing product
    production profile project protocol provider proxy public purpose query queue quota quotas
    rate recovery redirect references region release remote replica replication report request
    requests requirements reset resolution resource resources response restart restore review
    role roles rollback root routing rule rules runbook runner scaling schedule schema script
    search secret section security server servers service services session setting settings
    setup severity shard snapshot software source stage staging standard state statistics status
    step steps storage stream subnet summary support switch symptoms system table tables target
    task tasks team template test testing threshold timeout token tool tools topic traffic
    trigger troubleshooting type update upgrade usage user users value variables verification
    version view virtual volume warning web window worker workflow zone zones http api status
    meaning cloud
    """
)
