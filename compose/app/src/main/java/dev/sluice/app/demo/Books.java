package dev.sluice.app.demo;

import dev.sluice.app.roles.AllInOne;
import dev.sluice.app.roles.SpendReader;
import dev.sluice.app.sim.Simulator;
import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.kafka.AuditReader;
import dev.sluice.ledger.spend.SpendKey;
import dev.sluice.ledger.spend.SpendReport;
import dev.sluice.ledger.verify.AuditFault;
import dev.sluice.ledger.verify.AuditReport;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What the ledger says when it has caught up.
 *
 * @param audit {@code verified}, or what is wrong
 */
record Books(SpendReport spend, BigDecimal usd, String audit, long auditRecords) {

    private static final Duration SETTLE_MAX = Duration.ofSeconds(15);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /**
     * Waits until the ledger has as many dollars as the provider, or gives up: then the report says
     * so.
     */
    static Books settled(AllInOne all, Simulator provider) {
        long until = System.nanoTime() + SETTLE_MAX.toNanos();
        SpendReport spend = SpendReader.read(all.cluster());
        while (spend.usd(SpendKey.TOTAL).compareTo(provider.tally().costUsd()) != 0
                && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_NANOS);
            spend = SpendReader.read(all.cluster());
        }
        AuditReport audit =
                AuditReader.verify(
                        all.cluster().bootstrapServers(),
                        all.cluster().registry(),
                        AuditRootKey.of(
                                DemoConfig.AUDIT_ROOT_KEY.getBytes(StandardCharsets.UTF_8)));
        String word =
                audit.verified()
                        ? "verified"
                        : audit.firstFault().map(AuditFault::toString).orElse("not verified");
        return new Books(spend, spend.usd(SpendKey.TOTAL), word, audit.records());
    }
}
