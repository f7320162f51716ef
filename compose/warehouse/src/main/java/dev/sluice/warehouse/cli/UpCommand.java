package dev.sluice.warehouse.cli;

import dev.sluice.app.cli.KafkaOption;
import dev.sluice.app.cli.StopSignal;
import dev.sluice.app.roles.ClusterLink;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Kafka Connect in this process, and a PostgreSQL where none is named, until Ctrl-C. */
@Command(
        name = "up",
        description =
                "Copy the ledger and the audit log into PostgreSQL, as they come, until Ctrl-C.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOption kafka = new KafkaOption();
    @Mixin private DatabaseOption database = new DatabaseOption();

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "Address that Connect's REST interface and our PostgreSQL listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8083",
            description =
                    "Port of Connect's REST interface, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 8083;

    @Option(
            names = "--postgres-port",
            paramLabel = "N",
            defaultValue = "5433",
            description = "Port of our PostgreSQL, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int postgresPort = 5433;

    @Override
    public Integer call() throws Exception {
        return Told.as(this::run);
    }

    private int run() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (ClusterLink cluster = kafka.open()) {
            RunningWarehouse.Settings settings =
                    new RunningWarehouse.Settings(
                            cluster.bootstrapServers(),
                            kafka.registryUrl(),
                            database.given(),
                            database.data(),
                            host,
                            port,
                            postgresPort);
            RunningWarehouse warehouse =
                    RunningWarehouse.start(settings, message -> tell(err, message));
            return StopSignal.serve(
                    warehouse, new GreetOnce(out, warehouse)::failures, err, () -> {});
        }
    }

    private static void tell(PrintWriter err, String message) {
        err.println("sluice: " + message);
        err.flush();
    }
}
