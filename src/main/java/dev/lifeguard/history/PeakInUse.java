package dev.lifeguard.history;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The most connections that were leased at the same time, over three periods.
public record PeakInUse(
        int sinceStart, @JsonProperty("last_15_minutes") int last15Minutes, int lastMinute) {}
