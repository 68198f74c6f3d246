package dev.lifeguard.pool;

import static dev.lifeguard.work.Lane.BULK;
import static dev.lifeguard.work.Lane.DASHBOARDS;
import static dev.lifeguard.work.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.work.Lane;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SharesTest {
    private static final Map<Lane, Share> DEFAULTS = Map.of(
            INTERACTIVE, new Share(50, 100),
            DASHBOARDS, new Share(20, 50),
            BULK, new Share(10, 25));

    @Example
    void tenConnectionsAreSharedByTheDefaults() {
        Shares shares = new Shares(DEFAULTS, 10);
        assertThat(List.of(Lane.values())).extracting(shares::own).containsExactly(5, 2, 1);
        assertThat(List.of(Lane.values())).extracting(shares::most).containsExactly(10, 5, 2);
    }

    @Example
    void everyLaneMayUseTheOnlyConnection() {
        Shares shares = new Shares(DEFAULTS, 1);
        for (Lane lane : Lane.values()) {
            assertThat(shares.permits(lane, LeaseCounts.NONE)).isTrue();
            assertThat(shares.permits(lane, LeaseCounts.NONE.plusOne(BULK))).isFalse();
        }
    }

    @Example
    void aLowerLaneIsLimitedByItsMaximumAndByHigherGuaranteedShares() {
        Shares shares = new Shares(DEFAULTS, 10);
        assertThat(filled(shares, LeaseCounts.NONE, DASHBOARDS).of(DASHBOARDS)).isEqualTo(5);
        assertThat(filled(shares, LeaseCounts.NONE, BULK).of(BULK)).isEqualTo(2);
        LeaseCounts lower = filled(shares, filled(shares, LeaseCounts.NONE, DASHBOARDS), BULK);
        assertThat(lower.total()).isEqualTo(5);
        assertThat(filled(shares, lower, INTERACTIVE).of(INTERACTIVE)).isEqualTo(5);
    }

    @Example
    void theHighestLaneMayUseEveryFreeConnection() {
        assertThat(filled(new Shares(DEFAULTS, 10), LeaseCounts.NONE, INTERACTIVE)
                        .of(INTERACTIVE))
                .isEqualTo(10);
    }

    @Example
    void aLaneMayUseItsGuaranteedShareWhileTheHighestHasAllButOne() {
        Shares shares = new Shares(DEFAULTS, 10);
        LeaseCounts flooded = LeaseCounts.NONE;
        for (int i = 0; i < 9; i++) {
            flooded = flooded.plusOne(INTERACTIVE);
        }
        assertThat(shares.permits(DASHBOARDS, flooded)).isTrue();
        assertThat(shares.permits(BULK, flooded)).isTrue();
        assertThat(shares.permits(BULK, flooded.plusOne(INTERACTIVE))).isFalse();
    }

    @Example
    void theLowestLaneLeavesTheGuaranteedSharesOfTheOthers() {
        Map<Lane, Share> greedy =
                Map.of(INTERACTIVE, new Share(50, 100), DASHBOARDS, new Share(20, 50), BULK, new Share(0, 100));
        assertThat(filled(new Shares(greedy, 10), LeaseCounts.NONE, BULK).of(BULK))
                .isEqualTo(3);
        assertThat(filled(new Shares(greedy, 10), LeaseCounts.NONE.plusOne(DASHBOARDS), BULK)
                        .of(BULK))
                .isEqualTo(3);
    }

    @Example
    void aShareIsWrittenAsTwoPercentages() {
        assertThat(Share.parse("20-50")).isEqualTo(new Share(20, 50));
        assertThatThrownBy(() -> new Share(60, 50)).hasMessageContaining("60-50");
        assertThatThrownBy(() -> new Share(-1, 50)).hasMessageContaining("-1-50");
        assertThatThrownBy(() -> new Share(1, 101)).hasMessageContaining("1-101");
    }

    @Property
    void noLimitIsExceededAndTheGuaranteedShareOfTheHighestLaneIsFree(
            @ForAll @IntRange(min = 1, max = 40) int capacity, @ForAll long seed) {
        Shares shares = new Shares(DEFAULTS, capacity);
        Random random = new Random(seed);
        LeaseCounts leases = LeaseCounts.NONE;
        for (int i = 0; i < 300; i++) {
            Lane lane = Lane.values()[random.nextInt(3)];
            if (random.nextInt(5) < 3 && shares.permits(lane, leases)) {
                leases = leases.plusOne(lane);
            } else if (random.nextBoolean() && leases.of(lane) > 0) {
                leases = leases.minusOne(lane);
            }
            assertThat(leases.total()).isLessThanOrEqualTo(capacity);
            for (Lane each : Lane.values()) {
                assertThat(leases.of(each)).isLessThanOrEqualTo(shares.most(each));
            }
            int others = leases.of(DASHBOARDS) + leases.of(BULK);
            assertThat(capacity - others).isGreaterThanOrEqualTo(shares.own(INTERACTIVE));
        }
    }

    @Property
    void everyLaneMayHaveAConnectionOfAnIdlePool(@ForAll @IntRange(min = 1, max = 1000) int capacity) {
        Shares shares = new Shares(DEFAULTS, capacity);
        for (Lane lane : Lane.values()) {
            assertThat(shares.permits(lane, LeaseCounts.NONE)).isTrue();
        }
    }

    private static LeaseCounts filled(Shares shares, LeaseCounts from, Lane lane) {
        LeaseCounts leases = from;
        while (shares.permits(lane, leases)) {
            leases = leases.plusOne(lane);
        }
        return leases;
    }
}
