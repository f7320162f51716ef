package dev.sluice.worker.lane.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a commit carries to the next owner, and what a stranger's commit does not. */
final class AnchorTest {

    @ParameterizedTest
    @CsvSource({
        "0,                  '',                 journal=0;epoch=",
        "12,                 '',                 journal=12;epoch=",
        "12,                 0,                  journal=12;epoch=0",
        "12,                 11,                 journal=12;epoch=11",
        "999999999999999999, 999999999999999998, "
                + "journal=999999999999999999;epoch=999999999999999998",
    })
    void itIsReadAsItWasWritten(long from, String epoch, String metadata) {
        Anchor anchor =
                new Anchor(
                        from,
                        epoch.isEmpty()
                                ? OptionalLong.empty()
                                : OptionalLong.of(Long.parseLong(epoch)));
        assertThat(anchor.metadata()).isEqualTo(metadata);
        assertThat(Anchor.parse(metadata)).isEqualTo(anchor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "NO_METADATA",
                "journal=",
                "journal=;epoch=",
                "journal=1",
                "journal=1;",
                "journal=1;epoch",
                "journal=-1;epoch=",
                "journal=1;epoch=-1",
                "journal=1.5;epoch=0",
                "journal=1;epoch=0 ",
                " journal=1;epoch=0",
                "journal=1;epoch=0\n",
                "journal=1;epoch=0;more=2",
                "JOURNAL=1;EPOCH=0",
                "epoch=0;journal=1",
                "journal=1e3;epoch=0",
                "journal=1000000000000000000;epoch=",
                "journal=99999999999999999999;epoch=",
                "journal=١٢;epoch=",
                "\u0000\u0001\u0002",
                // a claim stands before what is read from there on, never behind
                "journal=5;epoch=5",
                "journal=5;epoch=9",
                "journal=0;epoch=0",
            })
    void whatIsNotItsFormIsTheBeginning(String metadata) {
        assertThat(Anchor.parse(metadata)).isEqualTo(Anchor.BEGINNING);
    }
}
