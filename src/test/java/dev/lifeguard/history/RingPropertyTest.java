package dev.lifeguard.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// A minute is the aggregate of its seconds.
class RingPropertyTest {
    private static final long START = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();

    @Property(tries = 200)
    void aMinuteEqualsTheAggregateOfItsSeconds(@ForAll("samples") List<Sample> samples) {
        History history = new History();
        samples.forEach(history::add);
        Instant now = Instant.ofEpochSecond(START + 899);

        HistorySnapshot snapshot = history.snapshot(now);

        List<Sample> expected = snapshot.seconds().stream()
                .collect(Collectors.groupingBy(second -> second.at().getEpochSecond() / 60))
                .values()
                .stream()
                .map(RingPropertyTest::merged)
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .toList();
        assertThat(snapshot.seconds()).isEqualTo(samples);
        assertThat(snapshot.minutes()).isEqualTo(expected);
    }

    @Property(tries = 200)
    void samplesOfOnePeriodAreOneRow(@ForAll("samples") List<Sample> samples) {
        Ring ring = new Ring(Duration.ofDays(1), 2);
        samples.forEach(ring::add);

        List<Sample> rows = ring.upTo(Instant.ofEpochSecond(START));

        assertThat(rows).hasSize(samples.isEmpty() ? 0 : 1);
        rows.forEach(row -> assertThat(row.served())
                .isEqualTo(samples.stream().mapToInt(Sample::served).sum()));
    }

    @Provide
    Arbitrary<List<Sample>> samples() {
        return Arbitraries.integers()
                .between(0, 899)
                .set()
                .ofMaxSize(150)
                .flatMap(seconds -> Arbitraries.randomValue(random -> seconds.stream()
                        .sorted()
                        .map(second -> sample(START + second, random))
                        .toList()));
    }

    private static Sample sample(long second, Random random) {
        int[] numbers = IntStream.range(0, 10).map(i -> random.nextInt(1000)).toArray();
        return new Sample(
                Instant.ofEpochSecond(second),
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6],
                numbers[7],
                numbers[8],
                numbers[9],
                random.nextInt(10_000_000) / 1e3,
                random.nextInt(10_000_000) / 1e3,
                numbers[6] == 0 ? 0 : random.nextInt(10_000_000) / 1e3);
    }

    private static Sample merged(List<Sample> seconds) {
        long weight = sum(seconds, Sample::served);
        double leaseMicros = seconds.stream()
                .mapToDouble(second -> Math.rint(second.holdMeanMs() * 1e3) * second.served())
                .sum();
        return new Sample(
                Instant.ofEpochSecond(seconds.getFirst().at().getEpochSecond() / 60 * 60),
                seconds.stream().mapToInt(Sample::available).min().orElseThrow(),
                (int) Math.round(
                        seconds.stream().mapToInt(Sample::inUse).average().orElseThrow()),
                seconds.stream().mapToInt(Sample::peakInUse).max().orElseThrow(),
                seconds.stream().mapToInt(Sample::waiting).max().orElseThrow(),
                seconds.stream().mapToInt(Sample::maxConnections).max().orElseThrow(),
                sum(seconds, Sample::attempts),
                sum(seconds, Sample::served),
                sum(seconds, Sample::refused),
                sum(seconds, Sample::timedOut),
                sum(seconds, Sample::failed),
                seconds.stream().mapToDouble(Sample::waitP95Ms).max().orElseThrow(),
                seconds.stream().mapToDouble(Sample::holdP95Ms).max().orElseThrow(),
                weight == 0 ? 0 : Math.round(leaseMicros / weight) / 1e3);
    }

    private static int sum(List<Sample> seconds, ToIntFunction<Sample> count) {
        return seconds.stream().mapToInt(count).sum();
    }
}
