package dev.sluice.warehouse.cli;

import dev.sluice.warehouse.kafka.Backlog;
import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is said when the warehouse runs. */
final class Greeting {

    private Greeting() {}

    static void print(PrintWriter out, RunningWarehouse warehouse) {
        out.println("The warehouse is up.");
        out.printf("  PostgreSQL  %s", warehouse.database().address());
        warehouse.ownServer().ifPresent(server -> out.printf(", data in %s", server.dataFolder()));
        out.println();
        out.printf("  psql        psql \"%s\"%n", conninfo(warehouse));
        out.printf("  Connect     %s%n", warehouse.restUrl());
        out.printf("  behind      %s%n", behind(warehouse.backlogs()));
        out.println();
        out.println("Worth asking:");
        for (Queries.Query query : Queries.WORTH_RUNNING) {
            out.println();
            out.println("  -- " + query.question());
            out.println("  " + query.sql());
        }
        out.println();
        out.println("Ctrl-C stops it; `sluice warehouse check` compares it with Kafka.");
        out.flush();
    }

    private static String conninfo(RunningWarehouse warehouse) {
        return warehouse
                .ownServer()
                .map(server -> server.conninfo())
                .orElseGet(() -> warehouse.database().conninfo());
    }

    private static String behind(Map<String, Backlog> backlogs) {
        String text =
                new TreeMap<>(backlogs)
                        .entrySet().stream()
                                .filter(each -> !each.getValue().isEmpty())
                                .map(each -> each.getValue().text() + " of " + each.getKey())
                                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "nothing" : text;
    }
}
