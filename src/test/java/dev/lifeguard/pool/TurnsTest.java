package dev.lifeguard.pool;

import static dev.lifeguard.work.Lane.BULK;
import static dev.lifeguard.work.Lane.DASHBOARDS;
import static dev.lifeguard.work.Lane.INTERACTIVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeguard.work.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Map<Lane, Share> DEFAULTS =
            Map.of(INTERACTIVE, new Share(50, 100), DASHBOARDS, new Share(20, 50), BULK, new Share(10, 25));
    private static final Set<Lane> ALL = Set.of(Lane.values());

    private final Turns turns = new Turns();

    @Test
    void theHighestLaneGoesFirstWhenNothingIsLeased() {
        assertThat(next(ALL, 10, LeaseCounts.NONE)).isEqualTo(INTERACTIVE);
        assertThat(next(Set.of(DASHBOARDS, BULK), 10, LeaseCounts.NONE)).isEqualTo(DASHBOARDS);
        assertThat(next(Set.of(), 10, LeaseCounts.NONE)).isNull();
    }

    @Test
    void theLaneWithTheSmallestPartOfItsShareGoesFirst() {
        LeaseCounts oneInteractive = LeaseCounts.NONE.plusOne(INTERACTIVE);
        assertThat(next(ALL, 10, oneInteractive)).isEqualTo(DASHBOARDS);
        assertThat(next(ALL, 10, oneInteractive.plusOne(DASHBOARDS))).isEqualTo(BULK);
        assertThat(next(ALL, 10, oneInteractive.plusOne(DASHBOARDS).plusOne(BULK)))
                .isEqualTo(INTERACTIVE);
    }

    @Test
    void aLaneBelowItsGuaranteedShareGoesBeforeAHigherLaneThatHasIts() {
        assertThat(next(Set.of(INTERACTIVE, BULK), 10, leases(INTERACTIVE, 5))).isEqualTo(BULK);
        assertThat(next(Set.of(INTERACTIVE, BULK), 10, leases(INTERACTIVE, 5).plusOne(BULK)))
                .isEqualTo(INTERACTIVE);
    }

    @Test
    void aLaneThatWasPassedOverOftenGetsATurnInAPoolTooSmallForShares() {
        List<Lane> served = new ArrayList<>();
        for (int i = 0; i < 2 * (Turns.PATIENCE + 1); i++) {
            Lane lane = next(Set.of(INTERACTIVE, BULK), 1, LeaseCounts.NONE);
            served.add(lane);
            turns.served(lane, Set.of(INTERACTIVE, BULK)::contains);
        }
        assertThat(served.get(Turns.PATIENCE)).isEqualTo(BULK);
        assertThat(served).filteredOn(BULK::equals).hasSize(2);
    }

    @Test
    void everyLaneGetsATurnWhenOneConnectionIsAvailable() {
        List<Lane> served = new ArrayList<>();
        for (int i = 0; i < 3 * (Turns.PATIENCE + 1); i++) {
            Lane lane = next(ALL, 10, LeaseCounts.NONE);
            served.add(lane);
            turns.served(lane, ALL::contains);
        }
        assertThat(served).filteredOn(DASHBOARDS::equals).hasSizeGreaterThanOrEqualTo(2);
        assertThat(served).filteredOn(BULK::equals).hasSizeGreaterThanOrEqualTo(2);
        assertThat(served).filteredOn(INTERACTIVE::equals).hasSizeGreaterThan(served.size() / 2);
    }

    @Test
    void anImpatientLaneDoesNotGoBeforeOneWithASmallerPartOfItsShare() {
        for (int i = 0; i < Turns.PATIENCE; i++) {
            turns.served(INTERACTIVE, ALL::contains);
        }
        assertThat(next(Set.of(INTERACTIVE, DASHBOARDS), 10, LeaseCounts.NONE.plusOne(DASHBOARDS)))
                .isEqualTo(INTERACTIVE);
    }

    @Test
    void aLaneWithoutWaitersIsNotPassedOver() {
        for (int i = 0; i < Turns.PATIENCE - 1; i++) {
            turns.served(INTERACTIVE, ALL::contains);
        }
        turns.served(INTERACTIVE, Set.of(INTERACTIVE)::contains);
        turns.served(INTERACTIVE, ALL::contains);
        assertThat(next(Set.of(INTERACTIVE, BULK), 1, LeaseCounts.NONE)).isEqualTo(INTERACTIVE);
    }

    @Test
    void anImpatientLaneDoesNotTakeTheGuaranteedShareOfAHigherLane() {
        for (int i = 0; i < Turns.PATIENCE; i++) {
            turns.served(INTERACTIVE, ALL::contains);
        }
        LeaseCounts lowerHasItsOwn = LeaseCounts.NONE.plusOne(BULK).plusOne(INTERACTIVE);
        assertThat(next(Set.of(INTERACTIVE, BULK), 10, lowerHasItsOwn)).isEqualTo(INTERACTIVE);
        assertThat(next(Set.of(INTERACTIVE, BULK), 10, leases(INTERACTIVE, 5).plusOne(BULK)))
                .isEqualTo(BULK);
    }

    private Lane next(Set<Lane> candidates, int capacity, LeaseCounts leases) {
        return turns.next(candidates::contains, new Shares(DEFAULTS, capacity), leases);
    }

    private static LeaseCounts leases(Lane lane, int many) {
        LeaseCounts leases = LeaseCounts.NONE;
        for (int i = 0; i < many; i++) {
            leases = leases.plusOne(lane);
        }
        return leases;
    }
}
