package dev.sluice.app.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;

class BrokerFaultsTest {

    private final BrokerFaults faults = new BrokerFaults();
    private final AtomicInteger actions = new AtomicInteger();

    @Test
    void the_first_fatal_fault_is_kept() {
        faults.build("raft", true, actions::incrementAndGet)
                .handleFault("cannot append", new IOException("disk full"));
        faults.build("loader", true, actions::incrementAndGet).handleFault("cannot load", null);

        assertThat(faults.fatal()).hasValue("raft: cannot append: java.io.IOException: disk full");
        assertThat(actions).hasValue(2);
    }

    @Test
    void another_fault_is_not_the_end() {
        faults.build("publisher", false, actions::incrementAndGet).handleFault("skipped", null);

        assertThat(faults.fatal()).isEmpty();
        assertThat(actions).hasValue(1);
    }

    @Test
    void a_halt_stops_the_thread_that_asked_for_it_and_not_the_process() {
        faults.replaceExit();

        assertThatThrownBy(() -> Exit.halt(1, "log folder offline"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(faults.fatal()).get().asString().contains("log folder offline");
    }
}
