{{/* What every container that speaks pgBackRest sees. */}}
{{- define "koprogo.backup-mounts" -}}
- {name: backup-configuration, mountPath: /etc/pgbackrest, readOnly: true}
- {name: backup-keys, mountPath: /etc/pgbackrest-keys, readOnly: true}
- {name: backup-certificate, mountPath: /etc/pgbackrest-tls, readOnly: true}
{{- end }}

{{- define "koprogo.backup-volumes" -}}
- {name: backup-configuration, configMap: {name: koprogo-backup}}
- {name: backup-keys, secret: {secretName: {{ .Values.secrets.backup }}, defaultMode: 0440, items: [{key: repository.conf, path: repository.conf}]}}
- {name: backup-certificate, secret: {secretName: koprogo-backup-tls, defaultMode: 0440}}
{{- end }}
