package dev.lifeguard.dashboards;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What it took to make the roll-ups anew.
@Schema(name = "Rebuilt")
record Rebuilt(long tookMs) {}
