{{/*
Checks that the schema cannot make, because they need more than one value. Values with which the service would not start
are refused here, before the rollout, and so is a fleet for which the server has no room. Each fault gets a line.
*/}}
{{- define "lifeguard.refusals" -}}
{{- $settings := .Values.settings -}}
{{- $faults := list -}}

{{- $sources := list -}}
{{- if .Values.database.url }}{{ $sources = append $sources "database.url" }}{{ end -}}
{{- if .Values.database.existingSecret.name }}{{ $sources = append $sources "database.existingSecret.name" }}{{ end -}}
{{- if .Values.pgbouncer.mode }}{{ $sources = append $sources "pgbouncer.mode" }}{{ end -}}
{{- if .Values.cloudnativepg.enabled }}{{ $sources = append $sources "cloudnativepg.enabled" }}{{ end -}}
{{- if not $sources -}}
{{- $faults = append $faults "No database is set: set one of database.existingSecret.name, database.url, pgbouncer.mode, cloudnativepg.enabled." -}}
{{- else if gt (len $sources) 1 -}}
{{- $faults = append $faults (printf "More than one database is set: keep one of %s." (join ", " $sources)) -}}
{{- end -}}
{{- if and .Values.cloudnativepg.pooler.enabled (not .Values.cloudnativepg.enabled) -}}
{{- $faults = append $faults "cloudnativepg.pooler.enabled needs cloudnativepg.enabled." -}}
{{- end -}}
{{- if and .Values.cloudnativepg.enabled (ge (int .Values.cloudnativepg.synchronousReplicas) (int .Values.cloudnativepg.instances)) -}}
{{- $faults = append $faults (printf "cloudnativepg.synchronousReplicas is %d and cloudnativepg.instances is %d: writes would wait for a replica that does not exist." (int .Values.cloudnativepg.synchronousReplicas) (int .Values.cloudnativepg.instances)) -}}
{{- end -}}
{{- if .Values.pgbouncer.mode -}}
{{- range $name := list "host" "database" -}}
{{- if not (get $.Values.pgbouncer.server $name) }}{{ $faults = append $faults (printf "pgbouncer.server.%s is not set: it names the server for PgBouncer." $name) }}{{ end -}}
{{- end -}}
{{- if not .Values.pgbouncer.credentials.existingSecret }}{{ $faults = append $faults "pgbouncer.credentials.existingSecret is not set: it names the secret with the role's name and password." }}{{ end -}}
{{- if and (hasPrefix "verify-" .Values.pgbouncer.server.sslmode) (not .Values.database.caCertificate.existingSecret) -}}
{{- $faults = append $faults (printf "pgbouncer.server.sslmode is %s: it needs database.caCertificate.existingSecret." .Values.pgbouncer.server.sslmode) -}}
{{- end -}}
{{- end -}}

{{- $secret := or .Values.auth.secret .Values.auth.existingSecret.name -}}
{{- if and .Values.auth.secret .Values.auth.existingSecret.name -}}
{{- $faults = append $faults "auth.secret and auth.existingSecret.name are both set: keep one." -}}
{{- end -}}
{{- if and $secret $settings.AUTH_JWKS_URL -}}
{{- $faults = append $faults "A shared secret (auth) and settings.AUTH_JWKS_URL are both set: keep the one that signs your tokens." -}}
{{- else if not (or $secret $settings.AUTH_JWKS_URL) -}}
{{- $faults = append $faults "There is no way to check tokens: set auth.existingSecret.name, auth.secret, or settings.AUTH_JWKS_URL with settings.AUTH_ISSUER and settings.AUTH_AUDIENCE." -}}
{{- end -}}
{{- if $settings.AUTH_JWKS_URL -}}
{{- range $name := list "AUTH_ISSUER" "AUTH_AUDIENCE" -}}
{{- if not (get $settings $name) }}{{ $faults = append $faults (printf "settings.%s is not set: settings.AUTH_JWKS_URL needs it." $name) }}{{ end -}}
{{- end -}}
{{- end -}}

{{- range $pair := list (list "DB_POOL_MIN_CONNECTIONS" "DB_POOL_MAX_CONNECTIONS") (list "DB_POOL_WARN_PERCENT" "DB_POOL_CRITICAL_PERCENT") -}}
{{- $low := get $settings (first $pair) | int -}}
{{- $high := get $settings (last $pair) | int -}}
{{- if gt $low $high }}{{ $faults = append $faults (printf "settings.%s is %d and settings.%s is %d: it takes at most that." (first $pair) $low (last $pair) $high) }}{{ end -}}
{{- end -}}
{{- $own := 0 -}}
{{- range $lane := list "INTERACTIVE" "DASHBOARDS" "BULK" -}}
{{- $own = add $own (get $settings (printf "DB_POOL_%s_SHARE" $lane) | splitList "-" | first | int) -}}
{{- end -}}
{{- if gt (int $own) 100 }}{{ $faults = append $faults (printf "The guaranteed shares in settings add up to %d percent: at most 100 are possible." (int $own)) }}{{ end -}}

{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- $faults = append $faults (printf "autoscaling.minReplicas is %d and autoscaling.maxReplicas is %d: it takes at most that." (int .Values.autoscaling.minReplicas) (int .Values.autoscaling.maxReplicas)) -}}
{{- end -}}
{{- if and (has (toString .Values.rollout.maxSurge) (list "0" "0%")) (has (toString .Values.rollout.maxUnavailable) (list "0" "0%")) -}}
{{- $faults = append $faults "rollout.maxSurge and rollout.maxUnavailable are both 0: no pod could ever be replaced." -}}
{{- end -}}
{{- range $name := list "ingress" "httpRoute" -}}
{{- if and (get $.Values $name).enabled (not (include "lifeguard.exposed" $ | fromYamlArray)) -}}
{{- $faults = append $faults (printf "%s.enabled is set, and expose allows no path." $name) -}}
{{- end -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) }}{{ $faults = append $faults "ingress.hosts is empty: the Ingress would apply to every host." }}{{ end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}{{ $faults = append $faults "httpRoute.parentRefs is empty: no gateway would accept the route." }}{{ end -}}

{{- $faults = concat $faults (include "lifeguard.refusals.fleet" . | fromYamlArray) -}}
{{- if $faults }}{{ fail (printf "\n\n%s\n" (join "\n" $faults)) }}{{ end -}}
{{- end -}}

{{- define "lifeguard.refusals.fleet" -}}
{{- $budget := int .Values.database.connectionBudget -}}
{{- $needed := include "lifeguard.fleet.connections" . | int -}}
{{- if gt $needed $budget }}
- {{ printf "The fleet does not fit: %s, and database.connectionBudget is %d.%s" (include "lifeguard.fleet.sum" .) $budget (include "lifeguard.refusals.whatFits" .) | quote }}
{{- end }}
{{- $clients := include "lifeguard.fleet.clients" . | int -}}
{{- $allowed := include "lifeguard.fleet.clientsAllowed" . | int -}}
{{- if and (gt $allowed 0) (gt $clients $allowed) }}
- {{ printf "The pooler would refuse connections: the pods open up to %d connections, and its maxClients is %d." $clients $allowed | quote }}
{{- end }}
{{- end -}}

{{/* What would fit instead, if pods connect to the server directly. */}}
{{- define "lifeguard.refusals.whatFits" -}}
{{- if eq (include "lifeguard.fleet.connections" .) (include "lifeguard.fleet.clients" .) -}}
{{- $budget := int .Values.database.connectionBudget -}}
{{- $ops := include "lifeguard.fleet.ops" . | int -}}
{{- $pods := include "lifeguard.fleet.pods" . | int -}}
{{- $pool := sub (div $budget $pods) $ops | int -}}
{{- $replicas := sub (div $budget (add (include "lifeguard.fleet.pool" . | int) $ops)) (include "lifeguard.fleet.surge" . | int) | int -}}
{{- if gt $pool 0 }}{{ printf " A pool of %d would fit." $pool }}{{ end -}}
{{- if gt $replicas 0 }}{{ printf " So would %d replicas." $replicas }}{{ end -}}
{{- end -}}
{{- end -}}
