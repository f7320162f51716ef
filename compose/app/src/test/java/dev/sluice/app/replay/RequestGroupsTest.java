package dev.sluice.app.replay;

import static dev.sluice.app.replay.Requests.keyed;
import static dev.sluice.app.replay.Requests.owned;
import static dev.sluice.app.replay.Requests.replay;
import static dev.sluice.app.replay.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.replay.KnownRequest.Owner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestGroupsTest {

    private static final Owner OTHER = new Owner("acme", "ops");

    /** Offsets of each group, such as {@code 1 3 | 2}. */
    private static String groups(List<KnownRequest> requests) {
        return RequestGroups.of(requests).stream()
                .map(group ->
                        group.stream()
                                .map(it -> Long.toString(it.id().offset()))
                                .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }

    private static String groups(KnownRequest... requests) {
        return groups(List.of(requests));
    }

    @Test
    void aRequestOfNoKeyThatNobodyReplaysIsAlone() {
        assertThat(groups(request(1), request(2))).isEqualTo("1 | 2");
    }

    @Test
    void aReplayBelongsToItsOriginalAndToItsOtherReplays() {
        assertThat(groups(request(1), request(2), replay(3, 1))).isEqualTo("1 3 | 2");
        assertThat(groups(replay(3, 1), replay(4, 1))).as("the original is gone").isEqualTo("3 4");
    }

    @Test
    void oneKeyIsOneRequestWithinATeamOnly() {
        KnownRequest ofOthers = owned(OTHER, 3, Optional.of("k"), Optional.empty());

        assertThat(groups(keyed(1, "k"), keyed(2, "l"), ofOthers, keyed(4, "k")))
                .isEqualTo("1 4 | 2 | 3");
    }

    /** Else a team could make a request of another one look as if it were answered. */
    @Test
    void aLinkToARequestOfAnotherTeamCountsForNothing() {
        KnownRequest foreign = owned(OTHER, 2, Optional.empty(), Optional.of(Requests.id(1)));

        assertThat(groups(request(1), foreign)).isEqualTo("1 | 2");
    }

    @Test
    void keysOfVirtualKeysThatNobodyHasAreNotMixed() {
        KnownRequest one = owned(new Owner("", "gone"), 1, Optional.of("k"), Optional.empty());
        KnownRequest other = owned(new Owner("", "lost"), 2, Optional.of("k"), Optional.empty());

        assertThat(groups(one, other)).isEqualTo("1 | 2");
    }

    @Test
    void linksOfBothKindsGoOverAnyNumberOfRequests() {
        KnownRequest bridge =
                owned(Requests.RESEARCH, 3, Optional.of("k"), Optional.of(Requests.id(1)));

        assertThat(groups(request(1), keyed(2, "k"), bridge, replay(4, 1), keyed(5, "m")))
                .isEqualTo("1 2 3 4 | 5");
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** Whichever partition is read first. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderInWhichRequestsAreReadChangesNoGroup(long seed) {
        Random random = new Random(seed);
        List<KnownRequest> requests = new ArrayList<>();
        for (int offset = 0; offset < 40; offset++) {
            requests.add(
                    switch (random.nextInt(3)) {
                        case 0 -> request(offset);
                        case 1 -> keyed(offset, "k" + random.nextInt(12));
                        default -> replay(offset, random.nextInt(40));
                    });
        }
        List<KnownRequest> shuffled = new ArrayList<>(requests);
        Collections.shuffle(shuffled, random);

        assertThat(sets(shuffled)).containsExactlyInAnyOrderElementsOf(sets(requests));
    }

    private static List<java.util.Set<KnownRequest>> sets(List<KnownRequest> requests) {
        return RequestGroups.of(requests).stream().map(java.util.Set::copyOf).toList();
    }
}
