{{- define "lifeguard.dnsRule" -}}
- ports:
    - {port: 53, protocol: UDP}
    - {port: 53, protocol: TCP}
{{- end -}}

{{/* The rule for the database server, or the pooler in front of it: its ports, and its pods if the chart knows them. */}}
{{- define "lifeguard.databaseRule" -}}
{{- if .Values.cloudnativepg.pooler.enabled -}}
- to:
    - podSelector:
        matchLabels:
          cnpg.io/poolerName: {{ include "lifeguard.pooler" . }}
  ports:
    - {port: 5432, protocol: TCP}
{{- else if .Values.cloudnativepg.enabled -}}
- to:
    - podSelector:
        matchLabels:
          cnpg.io/cluster: {{ include "lifeguard.cluster" . }}
  ports:
    - {port: 5432, protocol: TCP}
{{- else if eq .Values.pgbouncer.mode "deployment" -}}
- to:
    - podSelector:
        matchLabels: {{- include "lifeguard.selector" (dict "root" . "component" "pgbouncer") | nindent 10 }}
  ports:
    - {port: 6432, protocol: TCP}
{{- else -}}
{{ include "lifeguard.serverRule" . }}
{{- end -}}
{{- end -}}

{{- define "lifeguard.serverRule" -}}
- ports:
    {{- range ternary (list .Values.pgbouncer.server.port) .Values.networkPolicy.database.ports (ne .Values.pgbouncer.mode "") }}
    - {port: {{ . }}, protocol: TCP}
    {{- end }}
  {{- with .Values.networkPolicy.database.to }}
  to: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* The rule for the URL of the issuer's keys. */}}
{{- define "lifeguard.issuerRule" -}}
{{- with .Values.settings.AUTH_JWKS_URL -}}
{{- $address := urlParse . -}}
- ports:
    - {port: {{ regexFind "[0-9]+$" (regexFind ":[0-9]+$" $address.host) | default (ternary "443" "80" (eq $address.scheme "https")) }}, protocol: TCP}
{{- end -}}
{{- end -}}
