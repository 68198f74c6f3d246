{{/* Where DATABASE_URL and AUTH_SECRET come from. No secret is written into the pod's specification. */}}

{{- define "lifeguard.cluster" -}}{{ printf "%s-db" (include "lifeguard.fullname" .) }}{{- end -}}
{{- define "lifeguard.pooler" -}}{{ printf "%s-pooler" (include "lifeguard.fullname" .) }}{{- end -}}
{{- define "lifeguard.pgbouncer" -}}{{ printf "%s-pgbouncer" (include "lifeguard.fullname" .) }}{{- end -}}

{{- define "lifeguard.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ .secret }}
      key: {{ .key }}
{{- end -}}

{{/* The role's name and password, for a URL that Kubernetes assembles. */}}
{{- define "lifeguard.credentialsEnv" -}}
{{- if .Values.cloudnativepg.enabled -}}
{{- $secret := printf "%s-app" (include "lifeguard.cluster" .) -}}
{{ include "lifeguard.secretEnv" (dict "name" "DATABASE_USERNAME" "secret" $secret "key" "username") }}
{{ include "lifeguard.secretEnv" (dict "name" "DATABASE_PASSWORD" "secret" $secret "key" "password") }}
{{- else -}}
{{- with .Values.pgbouncer.credentials -}}
{{ include "lifeguard.secretEnv" (dict "name" "DATABASE_USERNAME" "secret" .existingSecret "key" .usernameKey) }}
{{ include "lifeguard.secretEnv" (dict "name" "DATABASE_PASSWORD" "secret" .existingSecret "key" .passwordKey) }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Host, database and options of such a URL. */}}
{{- define "lifeguard.databaseAddress" -}}
{{- if .Values.cloudnativepg.pooler.enabled -}}
{{- printf "%s:5432/%s?sslmode=require&prepareThreshold=0" (include "lifeguard.pooler" .) .Values.cloudnativepg.database -}}
{{- else if .Values.cloudnativepg.enabled -}}
{{- printf "%s-rw:5432/%s?sslmode=verify-full&sslrootcert=/etc/lifeguard/database/ca.crt" (include "lifeguard.cluster" .) .Values.cloudnativepg.database -}}
{{- else -}}
{{- $host := ternary "127.0.0.1" (include "lifeguard.pgbouncer" .) (eq .Values.pgbouncer.mode "sidecar") -}}
{{- $tls := ternary "require" "disable" (and (eq .Values.pgbouncer.mode "deployment") (ne .Values.pgbouncer.tls.existingSecret "")) -}}
{{- $prepared := ternary "" "&prepareThreshold=0" (gt (int .Values.pgbouncer.preparedStatements) 0) -}}
{{- printf "%s:6432/%s?sslmode=%s%s" $host .Values.pgbouncer.server.database $tls $prepared -}}
{{- end -}}
{{- end -}}

{{- define "lifeguard.databaseEnv" -}}
{{- if or .Values.cloudnativepg.enabled .Values.pgbouncer.mode -}}
{{ include "lifeguard.credentialsEnv" . }}
- name: DATABASE_URL
  value: {{ printf "postgresql://$(DATABASE_USERNAME):$(DATABASE_PASSWORD)@%s" (include "lifeguard.databaseAddress" .) | quote }}
{{- else if .Values.database.url -}}
{{ include "lifeguard.secretEnv" (dict "name" "DATABASE_URL" "secret" (include "lifeguard.fullname" .) "key" "DATABASE_URL") }}
{{- else -}}
{{- with .Values.database.existingSecret -}}
{{ include "lifeguard.secretEnv" (dict "name" "DATABASE_URL" "secret" .name "key" .key) }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "lifeguard.authEnv" -}}
{{- if .Values.auth.secret -}}
{{ include "lifeguard.secretEnv" (dict "name" "AUTH_SECRET" "secret" (include "lifeguard.fullname" .) "key" "AUTH_SECRET") }}
{{- else if .Values.auth.existingSecret.name -}}
{{- with .Values.auth.existingSecret -}}
{{ include "lifeguard.secretEnv" (dict "name" "AUTH_SECRET" "secret" .name "key" .key) }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The secret with the authority's certificate, which verifies the server's, and its key; empty if there is none. */}}
{{- define "lifeguard.caCertificate" -}}
{{- if and .Values.cloudnativepg.enabled (not .Values.cloudnativepg.pooler.enabled) -}}
name: {{ include "lifeguard.cluster" . }}-ca
key: ca.crt
{{- else if .Values.database.caCertificate.existingSecret -}}
name: {{ .Values.database.caCertificate.existingSecret }}
key: {{ .Values.database.caCertificate.key }}
{{- end -}}
{{- end -}}

{{- define "lifeguard.caVolume" -}}
{{- with include "lifeguard.caCertificate" . | fromYaml -}}
- name: database-ca
  secret:
    secretName: {{ .name }}
    items:
      - key: {{ .key }}
        path: ca.crt
{{- end -}}
{{- end -}}
