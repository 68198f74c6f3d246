package dev.lifeguard.pool;

import static dev.lifeguard.http.Lane.BULK;
import static dev.lifeguard.http.Lane.DASHBOARDS;
import static dev.lifeguard.http.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeguard.http.Lane;
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
    void tenConnectionsAreSharedAsTheDefaultsSay() {
        Shares shares = new Shares(DEFAULTS, 10);
        assertThat(List.of(Lane.values())).extracting(shares::own).containsExactly(5, 2, 1);
        assertThat(List.of(Lane.values())).extracting(shares::most).containsExactly(10, 5, 2);
    }

    @Example
    void theOnlyConnectionIsForEveryLane() {
        Shares shares = new Shares(DEFAULTS, 1);
        for (Lane lane : Lane.values()) {
            assertThat(shares.permits(lane, Lent.NONE)).isTrue();
            assertThat(shares.permits(lane, Lent.NONE.plusOne(BULK))).isFalse();
        }
    }

    @Example
    void aLowerLaneStopsAtItsLimitAndAtWhatIsOwnAboveIt() {
        Shares shares = new Shares(DEFAULTS, 10);
        assertThat(filled(shares, Lent.NONE, DASHBOARDS).by(DASHBOARDS)).isEqualTo(5);
        assertThat(filled(shares, Lent.NONE, BULK).by(BULK)).isEqualTo(2);
        Lent lower = filled(shares, filled(shares, Lent.NONE, DASHBOARDS), BULK);
        assertThat(lower.total()).isEqualTo(5);
        assertThat(filled(shares, lower, INTERACTIVE).by(INTERACTIVE)).isEqualTo(5);
    }

    @Example
    void theHighestLaneMayHaveAllThatNobodyElseHas() {
        assertThat(filled(new Shares(DEFAULTS, 10), Lent.NONE, INTERACTIVE).by(INTERACTIVE))
                .isEqualTo(10);
    }

    @Example
    void aLaneHasItsOwnAlsoWhileTheHighestHasAllButOne() {
        Shares shares = new Shares(DEFAULTS, 10);
        Lent flooded = Lent.NONE;
        for (int i = 0; i < 9; i++) {
            flooded = flooded.plusOne(INTERACTIVE);
        }
        assertThat(shares.permits(DASHBOARDS, flooded)).isTrue();
        assertThat(shares.permits(BULK, flooded)).isTrue();
        assertThat(shares.permits(BULK, flooded.plusOne(INTERACTIVE))).isFalse();
    }

    @Example
    void theLowestLaneLeavesWhatTheOthersHaveAsTheirOwn() {
        Map<Lane, Share> greedy =
                Map.of(INTERACTIVE, new Share(50, 100), DASHBOARDS, new Share(20, 50), BULK, new Share(0, 100));
        assertThat(filled(new Shares(greedy, 10), Lent.NONE, BULK).by(BULK)).isEqualTo(3);
        assertThat(filled(new Shares(greedy, 10), Lent.NONE.plusOne(DASHBOARDS), BULK)
                        .by(BULK))
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
    void whateverHappensNoLimitIsBrokenAndTheOwnShareOfHigherLanesIsFree(
            @ForAll @IntRange(min = 1, max = 40) int capacity, @ForAll long seed) {
        Shares shares = new Shares(DEFAULTS, capacity);
        Random random = new Random(seed);
        Lent lent = Lent.NONE;
        for (int i = 0; i < 300; i++) {
            Lane lane = Lane.values()[random.nextInt(3)];
            if (random.nextInt(5) < 3 && shares.permits(lane, lent)) {
                lent = lent.plusOne(lane);
            } else if (random.nextBoolean() && lent.by(lane) > 0) {
                lent = lent.minusOne(lane);
            }
            assertThat(lent.total()).isLessThanOrEqualTo(capacity);
            for (Lane each : Lane.values()) {
                assertThat(lent.by(each)).isLessThanOrEqualTo(shares.most(each));
            }
            int others = lent.by(DASHBOARDS) + lent.by(BULK);
            assertThat(capacity - others).isGreaterThanOrEqualTo(shares.own(INTERACTIVE));
        }
    }

    @Property
    void everyLaneMayAlwaysHaveOneOfAnIdlePool(@ForAll @IntRange(min = 1, max = 1000) int capacity) {
        Shares shares = new Shares(DEFAULTS, capacity);
        for (Lane lane : Lane.values()) {
            assertThat(shares.permits(lane, Lent.NONE)).isTrue();
        }
    }

    private static Lent filled(Shares shares, Lent from, Lane lane) {
        Lent lent = from;
        while (shares.permits(lane, lent)) {
            lent = lent.plusOne(lane);
        }
        return lent;
    }
}
