{{/*
What the operator may do, in four lists of rules. Each rule and its reason stands in docs/security.md;
the roles that carry them are in rbac-*.yaml.
*/}}

{{/* To see: everything it watches. Never Secrets. */}}
{{- define "consul-operator.rules.watch" -}}
- apiGroups: [consul.cookify.io]
  resources: [consulclusters]
  verbs: [get, list, watch]
- apiGroups: [consul.cookify.io]
  resources: [consulclusters/status]
  verbs: [patch]
- apiGroups: [apps]
  resources: [daemonsets, statefulsets]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [configmaps, serviceaccounts, services]
  verbs: [get, list, watch]
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch]
{{- end }}

{{/* To act: the children of a ConsulCluster, its Secrets by name, and events about it. */}}
{{- define "consul-operator.rules.write" -}}
- apiGroups: [apps]
  resources: [daemonsets, statefulsets]
  verbs: [create, patch, delete]
- apiGroups: [""]
  resources: [configmaps, serviceaccounts, services]
  verbs: [create, patch, delete]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [create, patch]
- apiGroups: [""]
  resources: [secrets]
  verbs: [get, create, patch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- end }}

{{/* To elect a leader: its own Lease. "create" cannot be narrowed to a name. */}}
{{- define "consul-operator.rules.lease" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [{{ include "consul-operator.fullname" . }}]
  verbs: [get, update]
{{- end }}

{{/* To report a StorageClass that does not exist. */}}
{{- define "consul-operator.rules.storageClasses" -}}
- apiGroups: [storage.k8s.io]
  resources: [storageclasses]
  verbs: [get, list]
{{- end }}
