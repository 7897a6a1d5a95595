{{/* A program that keeps what it is told in object storage: account, service, set. Call with
     (dict "root" $ "name" … "uid" … "args" … "ports" … "volume" …) */}}
{{- define "koprogo.store" -}}
{{- $root := .root -}}
{{- $name := .name -}}
{{- $v := index $root.Values.watch $name -}}
{{- $configuration := tpl ($root.Files.Get (printf "files/%s/%s.yaml" $name $name)) (merge (dict "Template" $root.Template) $v) -}}
{{ include "koprogo.account" (list $root $name) }}
---
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "koprogo.metadata" (list $root $name "") | nindent 2 }}
data:
  {{ $name }}.yaml: |
    {{- $configuration | nindent 4 }}
---
apiVersion: v1
kind: Service
metadata:
  {{- include "koprogo.metadata" (list $root $name "") | nindent 2 }}
spec:
  selector:
    {{- include "koprogo.selector" $name | nindent 4 }}
  ports:
    {{- range $port, $number := .ports }}
    - {name: {{ $port }}, port: {{ $number }}, targetPort: {{ $port }}}
    {{- end }}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  {{- include "koprogo.metadata" (list $root $name "") | nindent 2 }}
spec:
  serviceName: koprogo-{{ $name }}
  replicas: 1
  selector:
    matchLabels:
      {{- include "koprogo.selector" $name | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "koprogo.labels" (list $root $name) | nindent 8 }}
      annotations:
        koprogo.example/configuration: {{ $configuration | sha256sum }}
    spec:
      {{- include "koprogo.pod" (list $root $name 10001) | nindent 6 }}
      # What is in memory is sent to the storage first.
      terminationGracePeriodSeconds: 120
      containers:
        - name: {{ $name }}
          image: {{ include "koprogo.image" (list $root $name) }}
          {{- include "koprogo.contained" $root | nindent 10 }}
          args: [-config.file=/etc/{{ $name }}/{{ $name }}.yaml, -config.expand-env=true]
          # Its configuration takes the keys from here alone.
          env:
            - {name: OBJECT_KEY, valueFrom: {secretKeyRef: {name: {{ $root.Values.secrets.watch }}, key: object_key}}}
            - {name: OBJECT_SECRET, valueFrom: {secretKeyRef: {name: {{ $root.Values.secrets.watch }}, key: object_secret}}}
          ports:
            {{- range $port, $number := .ports }}
            - {name: {{ $port }}, containerPort: {{ $number }}}
            {{- end }}
          startupProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 60}
          readinessProbe: {httpGet: {path: /ready, port: http}, periodSeconds: 10, timeoutSeconds: 3}
          livenessProbe: {tcpSocket: {port: http}, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6}
          resources: {{- toYaml $v.resources | nindent 12 }}
          volumeMounts:
            - {name: configuration, mountPath: /etc/{{ $name }}, readOnly: true}
            - {name: data, mountPath: /var/{{ $name }}}
            - {name: tmp, mountPath: /tmp}
      volumes:
        - {name: configuration, configMap: {name: koprogo-{{ $name }}}}
        - {name: tmp, emptyDir: {sizeLimit: 256Mi}}
  volumeClaimTemplates:
    - metadata: {name: data}
      spec:
        accessModes: [ReadWriteOnce]
        storageClassName: {{ $root.Values.storage.shared }}
        resources: {requests: {storage: {{ $v.size }}}}
{{- end }}
