package dev.lifeguard.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which versions of a record a change is meant for (`If-Match`): any, if the client does not say.
///
/// @param versions nothing if it may be any
public record ExpectedVersions(Optional<List<Long>> versions) {
    private static final int LONGEST_NUMBER = 18;
    public static final ExpectedVersions ANY = new ExpectedVersions(Optional.empty());

    /// Tags are compared strictly, so a weak one is no version of ours.
    public static ExpectedVersions of(List<String> ifMatch) {
        if (ifMatch.isEmpty() || ifMatch.equals(List.of("*"))) {
            return ANY;
        }
        return new ExpectedVersions(Optional.of(EntityTag.listed("If-Match", ifMatch).stream()
                .filter(tag -> !tag.weak())
                .flatMap(ExpectedVersions::version)
                .toList()));
    }

    /// Refuses a change that is meant for another version than the one that is there.
    public void check(long found) {
        if (!versions.map(some -> some.contains(found)).orElse(true)) {
            throw Problem.of(
                            ProblemKind.PRECONDITION_FAILED,
                            "The record has changed since: its version is %s. Read it again, and decide anew."
                                    .formatted(EntityTag.of(found)))
                    .asException();
        }
    }

    private static Stream<Long> version(EntityTag tag) {
        return tag.opaque().matches("[1-9][0-9]*") && tag.opaque().length() <= LONGEST_NUMBER
                ? Stream.of(Long.valueOf(tag.opaque()))
                : Stream.empty();
    }
}
