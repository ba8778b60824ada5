"""Kinds, states and reasons of Kubernetes, and names of alerts: words of operation, never a name.

`is_operational` knows the kinds and reasons themselves, and tells an alert by its build: several
English words written as one, of which one says what is wrong (`DiskWillFillIn4Hours`, `TargetDown`).
Invariant: the answer depends on the word alone. Deliberately elsewhere: products (`technical`), what a
firm's name is built of (`NorthFreight` is made of English words as well).
"""

from __future__ import annotations

import functools
import re

from app.confidentiality.detectors.tables import words
from app.confidentiality.detectors.unfamiliar import is_familiar

_KINDS = words(
    """
    pod pods node nodes service services deployment deployments replicaset statefulset daemonset
    job cronjob configmap secret ingress ingressclass endpoints endpointslice namespace event
    events lease persistentvolume persistentvolumeclaim storageclass volumeattachment
    volumesnapshot csidriver csinode volumesnapshotclass csistoragecapacity networkpolicy
    serviceaccount role rolebinding clusterrole clusterrolebinding limitrange resourcequota
    priorityclass runtimeclass poddisruptionbudget horizontalpodautoscaler verticalpodautoscaler
    podsecuritypolicy podtemplate podmonitor servicemonitor prometheusrule replicationcontroller
    controllerrevision customresourcedefinition apiservice mutatingwebhookconfiguration
    validatingwebhookconfiguration certificatesigningrequest flowschema tokenreview
    subjectaccessreview componentstatus gatewayclass httproute referencegrant clusterissuer
    externalsecret secretstore virtualservice destinationrule peerauthentication helmrelease
    kustomization applicationset appproject rollout analysistemplate alertmanagerconfig
    scaledobject kubeconfig
    """
)
_STATES = words(
    """
    pending running succeeded failed unknown completed terminating terminated evicted waiting
    bound released available unavailable progressing ready notready unhealthy healthy degraded
    synced outofsync crashloopbackoff imagepullbackoff errimagepull errimageneverpull
    invalidimagename imageinspecterror registryunavailable containercreating containercannotrun
    containerstatusunknown podinitializing createcontainerconfigerror createcontainererror
    runcontainererror prestarthookerror poststarthookerror oomkilled oomkilling deadlineexceeded
    backoff backofflimitexceeded nodelost nodeaffinity nodenotready nodeready nodeshutdown
    nodeunreachable nodehassufficientmemory nodehasdiskpressure schedulingdisabled unschedulable
    failedscheduling failedmount failedattachvolume failedcreate failedcreatepodsandbox
    failedkillpod failedpullimage failedsync failedbinding failedget failedgetresourcemetric
    failedcomputemetricsreplicas failedpoststarthook failedprestophook sandboxchanged preempting
    preempted killing pulling pulled scheduled scalingreplicaset successfulcreate successfuldelete
    provisioningfailed waitforfirstconsumer volumeresizefailed filesystemresizefailed
    externalprovisioning diskpressure memorypressure pidpressure networkunavailable
    ephemeralstorage insufficientcpu insufficientmemory minimumreplicasavailable
    minimumreplicasunavailable newreplicasetavailable progressdeadlineexceeded
    tainttolerationeviction kubeletready kubeletnotready readonly readwriteonce readwritemany
    readonlymany recreate rollingupdate ifnotpresent always never noschedule noexecute
    prefernoschedule clusterip nodeport loadbalancer externalname headless besteffort burstable
    guaranteed watchdog deadmansswitch infoinhibitor
    """
)
_WRONG = words(
    """
    down high low full failed failing failure failures fails missing slow slowdown stuck crash
    crashing crashed crashes looping mismatch exceeded exceeding unavailable unreachable unready
    error errors lag lagging latency timeout timeouts expiring expired expires expiration degraded
    overcommit overloaded throttled throttling saturated saturation restarted restarting restarts
    flapping pressure filling exhausted exhaustion leak leaking dropped dropping drop lost absent
    stale behind unhealthy disconnected unsynced broken split brain deadlock deadlocks killed
    backlog budget burning burn firing ingesting incomplete inconsistent unbalanced bottleneck
    spike anomaly
    """
)
_PLAIN = words(
    "not is are will has have in of on to too many no of near almost above below by for with than"
)
_PART = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|\d+[a-z]?")
_BUILT = re.compile(r"[A-Z][A-Za-z0-9]{4,60}")


@functools.lru_cache(maxsize=5_000)
def is_operational(word: str) -> bool:
    """Whether a word is a kind or a state of Kubernetes, or is built as the name of an alert."""
    low = word.casefold()
    if low in _STATES or (low in _KINDS and not word.isupper()):
        return True
    if not _BUILT.fullmatch(word):
        return False
    parts = [part.casefold() for part in _PART.findall(word)]
    if len(parts) < 2 or not all(map(_is_plain, parts)):
        return False
    wrong = parts[-1] in _WRONG or (len(parts) > 2 and not _WRONG.isdisjoint(parts))
    phrase = len(parts) > 3 and not _PLAIN.isdisjoint(parts)
    return wrong or phrase or (len(parts) > 1 and parts[0] == "kube")


def _is_plain(part: str) -> bool:
    return len(part) < 3 or part[0].isdigit() or is_familiar(part)
