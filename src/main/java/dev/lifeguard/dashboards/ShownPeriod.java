package dev.lifeguard.dashboards;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The period of the figures, and the previous period that they are compared with.
@Schema(name = "ShownPeriod")
record ShownPeriod(
        Instant from,
        Instant to,
        Bucket bucket,
        @Schema(examples = "UTC") String tz,
        Instant beforeFrom,
        Instant beforeTo) {

    static ShownPeriod of(Period period) {
        TimeRange before = period.previous();
        return new ShownPeriod(
                period.from(),
                period.to(),
                period.bucket(),
                period.zone().normalized().getId().equals("Z")
                        ? "UTC"
                        : period.zone().getId(),
                before.from(),
                before.to());
    }
}
