{{/* The product's processes: one image, one set of settings, each with the secrets it needs and no other. */}}

{{/* Settings that the chart writes. */}}
{{- define "koprogo.own-settings" -}}
- server.listen
- server.ops_listen
- server.operator_listen
- server.public_url
- server.base_domain
- server.trusted_proxies
- server.leave_seconds
- server.drain_seconds_max
- auth.secret
- auth.secret_previous
- database.url
- database.read_url
- database.operator_url
- database.migrate_url
- database.connections_max
- redis.url
- mail.smtp_url
- mail.dev_mailbox
- files.dir
- files.s3.bucket
- files.s3.endpoint
- files.s3.region
- files.s3.access_key
- files.s3.secret_key
- payments.secret_key
- payments.webhook_secrets
- jobs.at_once
- limits.replicas
- telemetry.otlp_endpoint
- capacity.disks
{{- end }}

{{/* Secrets of every process that serves or works, and where each goes. */}}
{{- define "koprogo.product-secrets" -}}
auth.secret: auth_secret
database.url: database_url
mail.smtp_url: smtp_url
files.s3.access_key: s3_access_key
files.s3.secret_key: s3_secret_key
{{- if .Values.payments.enabled }}
payments.secret_key: payments_secret_key
payments.webhook_secrets: payments_webhook_secrets
{{- end }}
{{- end }}

{{- define "koprogo.variable" -}}
{{- printf "KOPROGO_%s" (. | replace "." "__" | upper) -}}
{{- end }}

{{/* Variables of a process: call with (list $ connections (dict setting key …)) */}}
{{- define "koprogo.environment" -}}
{{- $root := index . 0 -}}
{{- $v := $root.Values -}}
{{- $settings := dict
  "server.public_url" (printf "https://%s" $v.publicHost)
  "server.trusted_proxies" $v.network.pods
  "server.leave_seconds" $v.drain.leaveSeconds
  "server.drain_seconds_max" $v.drain.drainSeconds
  "database.connections_max" (index . 1)
  "files.s3.bucket" $v.files.bucket
  "files.s3.endpoint" $v.files.endpoint
  "files.s3.region" $v.files.region
  "limits.replicas" $v.api.replicas.min
  "capacity.phase" (ternary 4 3 (eq $v.environment "prod"))
  "capacity.disks" "/" -}}
{{- if $v.baseDomain }}{{- $_ := set $settings "server.base_domain" $v.baseDomain }}{{- end }}
{{- if $v.watch.tempo.enabled }}
  {{- $_ := set $settings "telemetry.otlp_endpoint" (printf "http://%s:4318" (include "koprogo.host" (list $root "tempo"))) }}
{{- end }}
{{- range $name, $value := merge (dict) $v.settings $settings }}
- {name: {{ include "koprogo.variable" $name }}, value: {{ $value | toString | quote }}}
{{- end }}
{{- range $name, $key := index . 2 }}
- {name: {{ include "koprogo.variable" $name }}_FILE, value: /run/secrets/{{ $key }}}
{{- end }}
{{- end }}

{{/* The files that its secrets are: call with (list $ (dict setting key …)) */}}
{{- define "koprogo.secret-volume" -}}
- name: secrets
  secret:
    secretName: {{ (index . 0).Values.secrets.product }}
    defaultMode: 0440
    items:
      {{- range $key := values (index . 1) | uniq | sortAlpha }}
      - {key: {{ $key }}, path: {{ $key }}}
      {{- end }}
{{- end }}

{{- define "koprogo.grace" -}}
{{- add .Values.drain.preStopSeconds .Values.drain.leaveSeconds .Values.drain.drainSeconds .Values.drain.closeSeconds 10 -}}
{{- end }}

{{/* Rolled out anew when settings change. */}}
{{- define "koprogo.product-annotations" -}}
koprogo.example/settings: {{ list .Values.settings .Values.files .Values.drain .Values.publicHost .Values.payments | toJson | sha256sum }}
{{- end }}
