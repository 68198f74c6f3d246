package dev.lifeguard.http;

import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// A record as a response, with its version as `ETag`.
public final class Representation {
    /// A browser may store it, but has to revalidate it before each use.
    private static final String REVALIDATE = "private, no-cache";

    private Representation() {}

    /// The record after a change.
    public static <T> RestResponse<T> of(T content, long version) {
        return ResponseBuilder.ok(content)
                .header("ETag", EntityTag.of(version).toString())
                .build();
    }

    /// The record, or 304 if the client has this version.
    public static <T> RestResponse<T> unlessKnown(List<String> ifNoneMatch, T content, long version) {
        return unlessKnown(ifNoneMatch, content, EntityTag.of(version), REVALIDATE);
    }

    /// The content, or 304 if the client has the version with this tag.
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
        return EntityTag.parse("If-None-Match", ifNoneMatch).stream().anyMatch(tag::weaklyMatches);
    }
}
