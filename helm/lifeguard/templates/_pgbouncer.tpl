{{/*
PgBouncer's settings. After each transaction a server connection may go to another client, and the session settings of
the first client stay on it. The service sets its time limit for statements that way, and the monitor a shorter one. So
each server connection is reset to the service's limit after every transaction.
*/}}
{{- define "lifeguard.pgbouncer.ini" -}}
{{- $limit := printf "SET statement_timeout = %s" (include "lifeguard.millis" .Values.settings.DB_STATEMENT_TIMEOUT) -}}
{{- with .Values.pgbouncer -}}
[databases]
{{ .server.database }} = host={{ .server.host }} port={{ .server.port }} dbname={{ .server.database }} connect_query='{{ $limit }}'

[pgbouncer]
listen_addr = {{ ternary "127.0.0.1" "*" (eq .mode "sidecar") }}
listen_port = 6432
unix_socket_dir =
auth_type = scram-sha-256
auth_file = /run/pgbouncer/userlist.txt
pool_mode = transaction
default_pool_size = {{ .poolSize }}
max_client_conn = {{ .maxClients }}
{{- if gt (int .preparedStatements) 0 }}
max_prepared_statements = {{ .preparedStatements }}
{{- end }}
server_reset_query = {{ $limit }}
server_reset_query_always = 1
ignore_startup_parameters = extra_float_digits
query_wait_timeout = {{ include "lifeguard.seconds" $.Values.settings.DB_POOL_ACQUIRE_TIMEOUT }}
server_connect_timeout = {{ include "lifeguard.seconds" $.Values.settings.DB_CONNECT_TIMEOUT }}
server_login_retry = 1
server_tls_sslmode = {{ .server.sslmode }}
{{- if $.Values.database.caCertificate.existingSecret }}
server_tls_ca_file = /etc/pgbouncer/database/ca.crt
{{- end }}
{{- if and (eq .mode "deployment") .tls.existingSecret }}
client_tls_sslmode = require
client_tls_cert_file = /etc/pgbouncer/tls/tls.crt
client_tls_key_file = /etc/pgbouncer/tls/tls.key
{{- end }}
tcp_keepalive = 1
tcp_keepidle = 30
tcp_keepintvl = 10
tcp_keepcnt = 5
log_connections = 0
log_disconnections = 0
{{- end }}
{{- end -}}

{{/* First a container that writes the list of users from the secret to a file, which PgBouncer needs; then PgBouncer. */}}
{{- define "lifeguard.pgbouncer.containers" -}}
- name: pgbouncer-users
  image: {{ .Values.pgbouncer.image | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  securityContext: {{- include "lifeguard.containerSecurity" . | nindent 4 }}
  command:
    - sh
    - -c
    - |
      quoted() { printf '%s' "$1" | sed 's/"/""/g'; }
      umask 077
      printf '"%s" "%s"\n' "$(quoted "$DATABASE_USERNAME")" "$(quoted "$DATABASE_PASSWORD")" > /run/pgbouncer/userlist.txt
  env:
    {{- include "lifeguard.credentialsEnv" . | nindent 4 }}
  resources: {{- toYaml .Values.pgbouncer.resources | nindent 4 }}
  volumeMounts:
    - name: pgbouncer-run
      mountPath: /run/pgbouncer
- name: pgbouncer
  image: {{ .Values.pgbouncer.image | quote }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  {{- if eq .Values.pgbouncer.mode "sidecar" }}
  # Starts before the service and stops after it.
  restartPolicy: Always
  {{- end }}
  securityContext: {{- include "lifeguard.containerSecurity" . | nindent 4 }}
  command: [pgbouncer, /etc/pgbouncer/pgbouncer.ini]
  {{- if eq .Values.pgbouncer.mode "deployment" }}
  ports:
    - name: pgbouncer
      containerPort: 6432
      protocol: TCP
  readinessProbe:
    tcpSocket:
      port: pgbouncer
    periodSeconds: 2
    timeoutSeconds: 1
  livenessProbe:
    tcpSocket:
      port: pgbouncer
    periodSeconds: 10
    timeoutSeconds: 2
  lifecycle:
    preStop:
      sleep:
        seconds: 5
  {{- end }}
  resources: {{- toYaml .Values.pgbouncer.resources | nindent 4 }}
  volumeMounts:
    - name: pgbouncer-config
      mountPath: /etc/pgbouncer/pgbouncer.ini
      subPath: pgbouncer.ini
      readOnly: true
    - name: pgbouncer-run
      mountPath: /run/pgbouncer
      readOnly: true
    {{- if .Values.database.caCertificate.existingSecret }}
    - name: database-ca
      mountPath: /etc/pgbouncer/database
      readOnly: true
    {{- end }}
    {{- if and (eq .Values.pgbouncer.mode "deployment") .Values.pgbouncer.tls.existingSecret }}
    - name: pgbouncer-tls
      mountPath: /etc/pgbouncer/tls
      readOnly: true
    {{- end }}
{{- end -}}

{{- define "lifeguard.pgbouncer.volumes" -}}
- name: pgbouncer-config
  configMap:
    name: {{ include "lifeguard.pgbouncer" . }}
- name: pgbouncer-run
  emptyDir:
    medium: Memory
    sizeLimit: 1Mi
{{- end -}}
