package dev.lifeguard.http;

import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// A record as an answer, with its version as `ETag`.
public final class Representation {
    /// Kept by a browser, but never used without asking whether it is still right.
    private static final String ASK_EACH_TIME = "private, no-cache";

    private Representation() {}

    /// The record as it has become.
    public static <T> RestResponse<T> of(T content, long version) {
        return ResponseBuilder.ok(content)
                .header("ETag", EntityTag.of(version).toString())
                .build();
    }

    /// The record, or 304 if the client has this version.
    public static <T> RestResponse<T> unlessKnown(List<String> ifNoneMatch, T content, long version) {
        return unlessKnown(ifNoneMatch, content, EntityTag.of(version), ASK_EACH_TIME);
    }

    /// The content, or 304 if the client has what goes by this tag.
    public static <T> RestResponse<T> unlessKnown(
            List<String> ifNoneMatch, T content, EntityTag tag, String cacheControl) {
        ResponseBuilder<T> response =
                isKnown(ifNoneMatch, tag) ? ResponseBuilder.notModified() : ResponseBuilder.ok(content);
        return response.header("ETag", tag.toString())
                .header("Cache-Control", cacheControl)
                .build();
    }

    private static boolean isKnown(List<String> ifNoneMatch, EntityTag tag) {
        if (ifNoneMatch.isEmpty() || ifNoneMatch.equals(List.of("*"))) {
            return !ifNoneMatch.isEmpty();
        }
        return EntityTag.listed("If-None-Match", ifNoneMatch).stream().anyMatch(tag::resembles);
    }
}
