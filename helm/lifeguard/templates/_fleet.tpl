{{/* How many connections the fleet may open at its largest, compared with the budget of the server. */}}

{{- define "lifeguard.fleet.replicas" -}}
{{- if .Values.autoscaling.enabled -}}{{ .Values.autoscaling.maxReplicas | int }}{{- else -}}{{ .Values.replicas | int }}{{- end -}}
{{- end -}}

{{/* Additional pods while a new version rolls out. A percentage is of all replicas, rounded up. */}}
{{- define "lifeguard.fleet.surge" -}}
{{- $surge := .Values.rollout.maxSurge | toString -}}
{{- if hasSuffix "%" $surge -}}
{{- div (add (mul (include "lifeguard.fleet.replicas" . | int) (trimSuffix "%" $surge | int)) 99) 100 -}}
{{- else -}}
{{- $surge | int -}}
{{- end -}}
{{- end -}}

{{/* How large the pool of a pod can get: DB_POOL_MAX_CONNECTIONS, or the limit of autosizing. */}}
{{- define "lifeguard.fleet.pool" -}}
{{- with .Values.settings -}}
{{- if ne .DB_POOL_AUTOSIZE "on" -}}
{{- .DB_POOL_MAX_CONNECTIONS | int -}}
{{- else if .DB_POOL_AUTOSIZE_MAX -}}
{{- .DB_POOL_AUTOSIZE_MAX | int -}}
{{- else -}}
{{- mul 2 (.DB_POOL_MAX_CONNECTIONS | int) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Connections of a pod beside its pool: those of the monitor. */}}
{{- define "lifeguard.fleet.ops" -}}2{{- end -}}

{{- define "lifeguard.fleet.pods" -}}
{{- add (include "lifeguard.fleet.replicas" . | int) (include "lifeguard.fleet.surge" . | int) -}}
{{- end -}}

{{/* How many connections all pods may open, to the server or to the pooler in front of it. */}}
{{- define "lifeguard.fleet.clients" -}}
{{- mul (include "lifeguard.fleet.pods" .) (add (include "lifeguard.fleet.pool" . | int) (include "lifeguard.fleet.ops" . | int)) -}}
{{- end -}}

{{/* How many connections reach the server, as a number and as the sum behind it. */}}
{{- define "lifeguard.fleet.connections" -}}
{{- if .Values.cloudnativepg.pooler.enabled -}}
{{- mul .Values.cloudnativepg.pooler.instances .Values.cloudnativepg.pooler.poolSize -}}
{{- else if eq .Values.pgbouncer.mode "sidecar" -}}
{{- mul (include "lifeguard.fleet.pods" .) .Values.pgbouncer.poolSize -}}
{{- else if eq .Values.pgbouncer.mode "deployment" -}}
{{- mul (add .Values.pgbouncer.replicas 1) .Values.pgbouncer.poolSize -}}
{{- else -}}
{{- include "lifeguard.fleet.clients" . -}}
{{- end -}}
{{- end -}}

{{- define "lifeguard.fleet.sum" -}}
{{- $pods := printf "(at most %s replicas + %s while rolling out)" (include "lifeguard.fleet.replicas" .) (include "lifeguard.fleet.surge" .) -}}
{{- if .Values.cloudnativepg.pooler.enabled -}}
{{- printf "%d instances of the pooler × %d connections = %s" (int .Values.cloudnativepg.pooler.instances) (int .Values.cloudnativepg.pooler.poolSize) (include "lifeguard.fleet.connections" .) -}}
{{- else if eq .Values.pgbouncer.mode "sidecar" -}}
{{- printf "%s × %d connections of its PgBouncer = %s" $pods (int .Values.pgbouncer.poolSize) (include "lifeguard.fleet.connections" .) -}}
{{- else if eq .Values.pgbouncer.mode "deployment" -}}
{{- printf "(%d PgBouncers + 1 while rolling out) × %d connections = %s" (int .Values.pgbouncer.replicas) (int .Values.pgbouncer.poolSize) (include "lifeguard.fleet.connections" .) -}}
{{- else -}}
{{- printf "%s × (%s connections of the pool + %s beside it) = %s" $pods (include "lifeguard.fleet.pool" .) (include "lifeguard.fleet.ops" .) (include "lifeguard.fleet.connections" .) -}}
{{- end -}}
{{- end -}}

{{/* How many clients a pooler accepts; 0 if there is no pooler, or one for each pod. */}}
{{- define "lifeguard.fleet.clientsAllowed" -}}
{{- if .Values.cloudnativepg.pooler.enabled -}}
{{- int .Values.cloudnativepg.pooler.maxClients -}}
{{- else if eq .Values.pgbouncer.mode "deployment" -}}
{{- int .Values.pgbouncer.maxClients -}}
{{- else -}}
0
{{- end -}}
{{- end -}}
