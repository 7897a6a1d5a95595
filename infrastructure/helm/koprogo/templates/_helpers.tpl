{{/* What every template shares. A component is a set of pods with a name, a namespace and policies of its own. */}}

{{/* Every component there may be: part and namespace, and whether this environment has it. */}}
{{- define "koprogo.all-components" -}}
{{- $product := .Values.namespaces.product -}}
{{- $watch := .Values.namespaces.watch -}}
{{- $agents := .Values.namespaces.agents -}}
{{- $all := list
  (list "api" "product" $product true)
  (list "worker" "product" $product true)
  (list "operators" "product" $product .Values.operators.enabled)
  (list "migrate" "product" $product true)
  (list "roles" "platform" $product true)
  (list "postgres" "platform" $product true)
  (list "etcd" "platform" $product true)
  (list "postgres-proxy" "platform" $product true)
  (list "dragonfly" "platform" $product true)
  (list "backup" "platform" $product .Values.backup.enabled)
  (list "prometheus" "platform" $watch .Values.watch.enabled)
  (list "alertmanager" "platform" $watch .Values.watch.enabled)
  (list "grafana" "platform" $watch .Values.watch.enabled)
  (list "kube-state-metrics" "platform" $watch .Values.watch.enabled)
  (list "loki" "platform" $watch .Values.watch.loki.enabled)
  (list "tempo" "platform" $watch .Values.watch.tempo.enabled)
  (list "node-exporter" "platform" $agents .Values.watch.enabled)
  (list "logs" "platform" $agents .Values.watch.loki.enabled)
  (list "kepler" "platform" $agents .Values.watch.kepler.enabled)
  (list "autoscaler" "platform" $agents .Values.autoscaler.enabled) -}}
{{- range $all }}
{{ index . 0 }}: {part: {{ index . 1 }}, namespace: {{ index . 2 }}, enabled: {{ index . 3 }}}
{{- end }}
{{- end }}

{{/* Those that this environment has. */}}
{{- define "koprogo.components" -}}
{{- range $name, $component := include "koprogo.all-components" . | fromYaml }}
{{- if $component.enabled }}
{{ $name }}: {{ toJson $component }}
{{- end }}
{{- end }}
{{- end }}

{{/* name, namespace and labels; call with (list $ "component" "suffix") */}}
{{- define "koprogo.metadata" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $suffix := index . 2 | default "" -}}
name: {{ printf "koprogo-%s%s" $component $suffix }}
namespace: {{ (index (include "koprogo.components" $root | fromYaml) $component).namespace }}
labels:
  {{- include "koprogo.labels" (list $root $component) | nindent 2 }}
{{- end }}

{{- define "koprogo.labels" -}}
{{- $root := index . 0 -}}
{{ include "koprogo.selector" (index . 1) }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" $root.Chart.Name $root.Chart.Version }}
{{- end }}

{{- define "koprogo.selector" -}}
app.kubernetes.io/name: koprogo
app.kubernetes.io/component: {{ . }}
{{- end }}

{{/* The image of a program, by digest where one is given: call with (list $ "program") */}}
{{- define "koprogo.image" -}}
{{- $root := index . 0 -}}
{{- $image := index $root.Values.images (index . 1) -}}
{{- $tag := $image.tag | default $root.Chart.AppVersion -}}
{{- printf "%s:%s%s" $image.repository $tag (ternary (printf "@%s" $image.digest) "" (not (empty $image.digest))) | quote -}}
{{- end }}

{{/* What holds for every pod of ours: no account of the cluster's, nobody's root. Call with (list $ "component" uid) */}}
{{- define "koprogo.pod" -}}
{{- $root := index . 0 -}}
serviceAccountName: koprogo-{{ index . 1 }}
automountServiceAccountToken: false
enableServiceLinks: false
# A name service that went with a machine is asked for 2 s, not 10: PostgreSQL cannot be promoted while it waits for a name.
dnsConfig: {options: [{name: timeout, value: "1"}, {name: attempts, value: "2"}, {name: ndots, value: "2"}]}
{{- with $root.Values.imagePullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: {{ index . 2 }}
  runAsGroup: {{ index . 2 }}
  fsGroup: {{ index . 2 }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* What holds for every container of ours. */}}
{{- define "koprogo.contained" -}}
imagePullPolicy: IfNotPresent
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  runAsNonRoot: true
  privileged: false
  capabilities: {drop: [ALL]}
  seccompProfile: {type: RuntimeDefault}
{{- end }}

{{/* A pod of a component on each machine and in each zone before a second one comes anywhere. Call with (list "component" "DoNotSchedule") */}}
{{- define "koprogo.spread" -}}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    # A zone may be missing; two of what must not die together on one machine may not.
    whenUnsatisfiable: {{ ternary "ScheduleAnyway" (index $ 1) (eq $key "topology.kubernetes.io/zone") }}
    labelSelector:
      matchLabels:
        {{- include "koprogo.selector" (index $ 0) | nindent 8 }}
  {{- end }}
{{- end }}

{{/* An account without rights and without a token. Call with (list $ "component") */}}
{{- define "koprogo.account" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "koprogo.metadata" (list (index . 0) (index . 1) "") | nindent 2 }}
automountServiceAccountToken: false
{{- end }}

{{/* One at a time is taken away on purpose. Call with (list $ "component") */}}
{{- define "koprogo.budget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "koprogo.metadata" (list (index . 0) (index . 1) "") | nindent 2 }}
spec:
  maxUnavailable: 1
  # One that does not work need not be spared.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "koprogo.selector" (index . 1) | nindent 6 }}
{{- end }}

{{/* Names of the pods of a set, one address each: call with (list $ "component" replicas) */}}
{{- define "koprogo.addresses" -}}
{{- $root := index . 0 -}}
{{- $component := index . 1 -}}
{{- $namespace := (index (include "koprogo.components" $root | fromYaml) $component).namespace -}}
{{- range $i := until (int (index . 2)) }}
- koprogo-{{ $component }}-{{ $i }}.koprogo-{{ $component }}.{{ $namespace }}.svc.cluster.local
{{- end }}
{{- end }}

{{/* The address of a service, from anywhere: call with (list $ "component") */}}
{{- define "koprogo.host" -}}
{{- $component := index . 1 -}}
koprogo-{{ $component }}.{{ (index (include "koprogo.components" (index . 0) | fromYaml) $component).namespace }}.svc.cluster.local
{{- end }}
