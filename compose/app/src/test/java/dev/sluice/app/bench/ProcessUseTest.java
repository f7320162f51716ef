package dev.sluice.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessUseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Name: java|VmHWM:  999 kB|VmRSS:\t  645616 kB; 645616",
                "VmRSS: 7 kB; 7",
                "Name: java; 0",
            })
    void residentMemoryIsReadAsTheSystemWritesIt(String status, long kib) {
        assertThat(ProcessUse.residentKiB(List.of(status.split("\\|")))).isEqualTo(kib);
    }

    @Test
    void thisProcessUsesSome() {
        ProcessUse use = ProcessUse.afterCollection();

        assertThat(use.cpuNanos()).isPositive();
        assertThat(use.heapMiB()).isPositive();
    }
}
