{{- define "consul-operator.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/* Base name of all objects; 52 characters leave room for the suffixes below. */}}
{{- define "consul-operator.fullname" -}}
{{- $name := include "consul-operator.name" . -}}
{{- $fullname := .Values.fullnameOverride -}}
{{- if not $fullname -}}
{{- $fullname = contains $name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name $name) -}}
{{- end -}}
{{- $fullname | trunc 52 | trimSuffix "-" -}}
{{- end }}

{{- define "consul-operator.namespace" -}}
{{- .Values.namespaceOverride | default .Release.Namespace -}}
{{- end }}

{{/* Cluster-scoped names carry the namespace, so that two installations never share one. */}}
{{- define "consul-operator.clusterName" -}}
{{- printf "%s-%s" (include "consul-operator.namespace" .) (include "consul-operator.fullname" .) -}}
{{- end }}

{{- define "consul-operator.serviceAccountName" -}}
{{- .Values.serviceAccount.name | default (include "consul-operator.fullname" .) -}}
{{- end }}

{{/* Namespaces that the operator may write to, as a YAML list, sorted and each once. */}}
{{- define "consul-operator.namespaces" -}}
{{- .Values.namespaces | default (list (include "consul-operator.namespace" .)) | uniq | sortAlpha | toYaml -}}
{{- end }}

{{- define "consul-operator.selectorLabels" -}}
app.kubernetes.io/component: operator
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/name: {{ include "consul-operator.name" . }}
{{- end }}

{{- define "consul-operator.labels" -}}
{{- $labels := include "consul-operator.selectorLabels" . | fromYaml -}}
{{- $_ := set $labels "app.kubernetes.io/managed-by" .Release.Service -}}
{{- $_ := set $labels "app.kubernetes.io/part-of" .Chart.Name -}}
{{- $_ := set $labels "app.kubernetes.io/version" .Chart.AppVersion -}}
{{- $_ := set $labels "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_") -}}
{{- merge $labels .Values.commonLabels | toYaml -}}
{{- end }}

{{/*
Labels and annotations of an object's metadata.
Call with a dict: root, and if wanted labels and annotations of the object itself.
*/}}
{{- define "consul-operator.metadata" -}}
labels:
  {{- merge (include "consul-operator.labels" .root | fromYaml) (.labels | default dict) | toYaml | nindent 2 }}
{{- with merge (deepCopy (.annotations | default dict)) .root.Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "consul-operator.image" -}}
{{- $registry := .Values.global.imageRegistry | default .Values.image.registry -}}
{{- $name := .Values.image.repository -}}
{{- with $registry -}}
{{- $name = printf "%s/%s" . $name -}}
{{- end -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $name .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $name (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end }}

{{/* The subject of every RoleBinding and ClusterRoleBinding. */}}
{{- define "consul-operator.subjects" -}}
subjects:
  - kind: ServiceAccount
    name: {{ include "consul-operator.serviceAccountName" . }}
    namespace: {{ include "consul-operator.namespace" . }}
{{- end }}

{{/*
How a monitor scrapes one endpoint; call with the monitor's values. The operator's own labels "namespace"
and "name" speak of the ConsulCluster and must win over those of the target.
*/}}
{{- define "consul-operator.scrape" -}}
path: /metrics
interval: {{ .interval }}
honorLabels: true
{{- with .relabelings }}
relabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .metricRelabelings }}
metricRelabelings:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
