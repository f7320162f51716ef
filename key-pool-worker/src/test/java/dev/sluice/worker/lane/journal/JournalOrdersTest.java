package dev.sluice.worker.lane.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every order in which the entries about one attempt can stand, and what a redelivered work record
 * finds. An order is written as {@link Scribe} has it: {@code c} a claim, {@code s d e r o} by the
 * owner of the newest claim, capital letters by the one before.
 */
final class JournalOrdersTest {

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "c,        untouched",
        "cc,       untouched",
        "cr,       untouched",
        "co,       untouched",
        "coc,      untouched",
        // begun, and whose it is
        "cs,       begun",
        "css,      begun",
        "csc,      begun",
        "cscc,     begun",
        "csd,      begun",
        "csdc,     begun",
        "csr,      left",
        "csrc,     left",
        "csrcc,    left",
        "cso,      begun",
        "csoc,     begun",
        "csor,     left",
        "csro,     left",
        "csrcs,    left",
        "csrcd,    left",
        // declined likewise; what was declined is not begun any more
        "cd,       refused",
        "cdd,      refused",
        "cdc,      refused",
        "cds,      refused",
        "cdr,      refusedLeft",
        "cdrc,     refusedLeft",
        "cdoc,     refused",
        // an end stands, whoever wrote it, whatever comes after
        "cse,      over",
        "csec,     over",
        "cser,     over",
        "cses,     over",
        "csed,     over",
        "csee,     over",
        "csre,     over",
        "csrce,    over",
        "csrcE,    over",
        "cscE,     over",
        "csce,     over",
        "cde,      over",
        "cdrcE,    over",
        "ce,       over",
        "ceS,      over",
        // a replaced owner's entries are void: they never called
        "ccS,      untouched",
        "ccD,      untouched",
        "ccSD,     untouched",
        "ccSs,     begun",
        "ccSd,     refused",
        "ccsD,     begun",
        "ccdS,     refused",
        "ccSE,     over",
        "ccE,      over",
        "ccSR,     untouched",
        // its farewell too, when it comes after the next claim
        "cscR,     begun",
        "cdcR,     refused",
        "cscRr,    left",
        // entries without any claim before: their claim was forgotten, they count
        "s,        begun",
        "d,        refused",
        "e,        over",
        "sr,       left",
        "sc,       begun",
    })
    void whatARedeliveredWorkRecordFinds(String order, String standing) {
        assertThat(Scribe.wrote(order).standing()).isEqualTo(standing);
    }

    @ParameterizedTest(name = "{0}: the newest owner came over a live one: {1}")
    @CsvSource({
        "c,      false",
        "cc,     false",
        "csc,    true",
        "csrc,   false",
        "csoc,   false",
        "csec,   true",
        "cec,    true",
        "cdc,    false",
        // what a replaced owner tries is no sign that the present one lives
        "ccSc,   false",
        "cscRc,  true",
        "csrcsc, true",
        "csocc,  true",
    })
    void whetherTheFormerOwnerMayStillSend(String order, boolean alive) {
        Scribe scribe = Scribe.wrote(order);
        assertThat(scribe.journal.claimedOverLiveOwner(scribe.at, Duration.ofSeconds(6)))
                .isEqualTo(alive);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "cs,    +120",
        "css,   +120",
        "cse,   +120 -105",
        "csee,  +120 -105",
        "cscE,  +120 -105",
        "ccS,   ''",
        "ccSE,  ''",
        "cd,    ''",
        "cde,   ''",
        "ce,    ''",
        "ces,   ''",
    })
    void whatTheBucketsAreTold(String order, String spendings) {
        assertThat(Scribe.wrote(order).spendings()).isEqualTo(spendings);
    }

    /** All orders of up to six entries, also those that only a broken writer could make. */
    @Test
    void whatWasBegunIsNeverUntouchedAgainAndWhatIsOverStaysOver() {
        everyOrder("c", 6);
    }

    private static void everyOrder(String order, int longest) {
        String before = Scribe.wrote(order).standing();
        if (order.length() == longest) {
            return;
        }
        for (char next : "csderSDER".toCharArray()) {
            String longer = order + next;
            String after = Scribe.wrote(longer).standing();
            if (!before.equals("untouched")) {
                assertThat(after).as(longer).isNotEqualTo("untouched");
            }
            if (before.equals("over") || next == 'e' || next == 'E') {
                assertThat(after).as(longer).isEqualTo("over");
            }
            if (before.equals("begun") || before.equals("left")) {
                assertThat(after).as(longer).isIn("begun", "left", "over");
            }
            if (Character.isUpperCase(next) && next != 'E' && longer.indexOf('c', 1) > 0) {
                assertThat(after).as("void: %s", longer).isEqualTo(before);
            }
            everyOrder(longer, longest);
        }
    }
}
