package dev.lifeguard.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The versions of a record that a change may be applied to (`If-Match`).
///
/// @param versions empty if the change applies to any version
public record ExpectedVersions(Optional<List<Long>> versions) {
    private static final int LONGEST_NUMBER = 18;
    public static final ExpectedVersions ANY = new ExpectedVersions(Optional.empty());

    /// `If-Match` takes the strong comparison, so weak tags are left out.
    public static ExpectedVersions of(List<String> ifMatch) {
        if (ifMatch.isEmpty() || ifMatch.equals(List.of("*"))) {
            return ANY;
        }
        return new ExpectedVersions(Optional.of(EntityTag.parse("If-Match", ifMatch).stream()
                .filter(tag -> !tag.weak())
                .flatMap(ExpectedVersions::version)
                .toList()));
    }

    /// Throws a problem if the change is not meant for the stored version.
    public void check(long stored) {
        if (!versions.map(some -> some.contains(stored)).orElse(true)) {
            throw Problem.of(
                            ProblemKind.PRECONDITION_FAILED,
                            "The record has changed since: its version is %s. Read it again before you change it."
                                    .formatted(EntityTag.of(stored)))
                    .asException();
        }
    }

    private static Stream<Long> version(EntityTag tag) {
        return tag.opaque().matches("[1-9][0-9]*") && tag.opaque().length() <= LONGEST_NUMBER
                ? Stream.of(Long.valueOf(tag.opaque()))
                : Stream.empty();
    }
}
