package dev.sluice.app.cli;

import dev.sluice.app.roles.ClusterLink;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.ledger.audit.AuditRootKey;
import dev.sluice.ledger.kafka.AuditReader;
import dev.sluice.ledger.verify.AuditFault;
import dev.sluice.ledger.verify.AuditReport;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What one does with the audit log. */
@Command(
        name = "audit",
        description = "Check the audit log.",
        mixinStandardHelpOptions = true,
        subcommands = AuditCommand.Verify.class)
final class AuditCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(), "say what to do: sluice audit verify");
    }

    /** Reads every chain from its first record, and the ledger against it. */
    @Command(
            name = "verify",
            description =
                    "Verify every chain of the audit log and the ledger against it; ends with 1 at a fault.",
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {

        @Spec private CommandSpec spec = CommandSpec.create();
        @Mixin private KafkaOption kafka = new KafkaOption();

        @Option(
                names = "--config",
                paramLabel = "FILE",
                description =
                        "Configuration whose audit.root_key was used (default: that of `sluice up` without one).")
        private Optional<Path> config = Optional.empty();

        @Override
        public Integer call() {
            SecretResolver secrets = SecretResolver.of(System.getenv());
            ParsedConfig.Valid parsed =
                    config.map(file ->
                                    ConfigFile.read(
                                            file,
                                            secrets,
                                            EnumSet.of(LocatedSecret.Use.AUDIT_ROOT),
                                            spec.commandLine().getErr()))
                            .orElseGet(() -> TrialProvider.configWithout(secrets));
            AuditRootKey key =
                    AuditRootKey.of(
                            secrets.resolve(parsed.config().auditRootKey())
                                    .getBytes(StandardCharsets.UTF_8));
            try (ClusterLink cluster = kafka.open()) {
                AuditReport report =
                        AuditReader.verify(cluster.bootstrapServers(), cluster.registry(), key);
                print(report, spec.commandLine().getOut());
                return report.verified() ? 0 : 1;
            }
        }

        private static void print(AuditReport report, PrintWriter out) {
            out.printf(
                    "%s: %,d records in %d chains, %,d ledger entries of %s USD%n",
                    report.verified() ? "verified" : "NOT verified",
                    report.records(),
                    report.chains(),
                    report.entries(),
                    new BigDecimal(report.auditedPicos(), 12).toPlainString());
            faults(report.chainFaults(), out);
            faults(report.entryFaults(), out);
            out.flush();
        }

        private static void faults(List<AuditFault> faults, PrintWriter out) {
            faults.forEach(fault -> out.println("  " + fault));
        }
    }
}
