{{/* The paths of Ingress and HTTPRoute, from `expose`. */}}
{{- define "lifeguard.exposed" -}}
{{- with .Values.expose -}}
{{- if .api }}
- {path: /api, pathType: Prefix}
{{- end }}
{{- if .health }}
- {path: /health, pathType: Exact}
{{- end }}
{{- if .openapi }}
- {path: /q/openapi, pathType: Exact}
{{- end }}
{{- if .console }}
- {path: /, pathType: Exact}
- {path: /lifeguard.css, pathType: Exact}
- {path: /lifeguard.js, pathType: Exact}
- {path: /lifeguard.svg, pathType: Exact}
{{- end }}
{{- if .healthDatabase }}
- {path: /health/db, pathType: Prefix}
{{- end }}
{{- if .pool }}
- {path: /pool, pathType: Prefix}
{{- end }}
{{- if .metrics }}
- {path: /metrics, pathType: Exact}
{{- end }}
{{- end -}}
{{- end -}}
