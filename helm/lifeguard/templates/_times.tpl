{{/* A duration as settings write it ("500ms", "5s", "30m"), in milliseconds. */}}
{{- define "lifeguard.millis" -}}
{{- $unit := get (dict "ms" 1 "s" 1000 "m" 60000 "h" 3600000 "d" 86400000) (regexFind "[a-z]+$" .) -}}
{{- mul (regexFind "^[0-9]+" . | int64) $unit -}}
{{- end -}}

{{/* The same in whole seconds, rounded up. */}}
{{- define "lifeguard.seconds" -}}
{{- div (add (include "lifeguard.millis" . | int64) 999) 1000 -}}
{{- end -}}

{{/*
The time between the beginning of a pod's stop and SIGKILL: preStop, in which routers notice; the drain, in which the
service takes half a second more than HTTP_DRAIN_DELAY; a request that still waits for a connection after the drain;
and five seconds to close everything.
*/}}
{{- define "lifeguard.grace" -}}
{{- $settings := .Values.settings -}}
{{- $sum := mul .Values.rollout.preStopSeconds 1000 -}}
{{- range $name := list "HTTP_DRAIN_DELAY" "HTTP_DRAIN_TIMEOUT" "DB_POOL_ACQUIRE_TIMEOUT" -}}
{{- $sum = add $sum (include "lifeguard.millis" (get $settings $name) | int64) -}}
{{- end -}}
{{- div (add $sum 500 5000 999) 1000 -}}
{{- end -}}
