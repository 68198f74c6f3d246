package dev.lifeguard.dashboards;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How long a rebuild of the roll-ups took.
@Schema(name = "Rebuilt")
record RebuildResult(long tookMs) {}
