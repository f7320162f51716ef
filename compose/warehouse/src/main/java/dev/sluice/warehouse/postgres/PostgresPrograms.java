package dev.sluice.warehouse.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs. PostgreSQL refuses to run as root. Where the process is root's, its
 * programs run in a user namespace of their own, in which nobody is root; the files stay root's.
 */
final class PostgresPrograms {

    private static final long END_SECONDS_MAX = 120;

    /** How a program ended, and what it said. */
    record Ended(int code, String said) {
        boolean successful() {
            return code == 0;
        }
    }

    private final Path bin;
    private final List<String> before;

    private PostgresPrograms(Path bin, List<String> before) {
        this.bin = bin;
        this.before = before;
    }

    /**
     * @throws WarehouseException where this process is root's and may not make a user namespace
     */
    static PostgresPrograms in(Path folder) {
        if (!isRoot()) {
            return new PostgresPrograms(folder.resolve("bin"), List.of());
        }
        List<String> unshare = List.of("unshare", "--user");
        List<String> probe = new ArrayList<>(unshare);
        probe.addAll(List.of("id", "-u"));
        try {
            Ended asked = run(probe);
            if (asked.successful() && !asked.said().strip().equals("0")) {
                return new PostgresPrograms(folder.resolve("bin"), unshare);
            }
            throw notAsRoot(asked.said().strip());
        } catch (IOException e) {
            throw notAsRoot(String.valueOf(e.getMessage()));
        }
    }

    Ended run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Through a file: a server that goes on would hold a pipe open for ever. */
    private static Ended run(List<String> command) throws IOException {
        Path said = Files.createTempFile("sluice-postgres", ".out");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                            .redirectOutput(said.toFile());
            // Messages are read by code and shown to people: in one language.
            builder.environment().putAll(Map.of("LC_ALL", "C", "LANG", "C"));
            Process program = builder.start();
            if (!program.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                program.destroyForcibly();
                throw new IOException(
                        String.join(" ", command) + " does not end in " + END_SECONDS_MAX + " s");
            }
            return new Ended(
                    program.exitValue(), Files.readString(said, StandardCharsets.UTF_8).strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + command.getFirst(), e);
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static java.io.File nothing() {
        return new java.io.File("/dev/null");
    }

    private static boolean isRoot() {
        try {
            Path self = Path.of("/proc/self");
            return Files.exists(self)
                    && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static WarehouseException notAsRoot(String why) {
        return new WarehouseException(
                "PostgreSQL does not run as root, and this machine lets root make no user namespace (unshare --user: %s): run this as another user, or give a PostgreSQL that runs already, with --jdbc-url"
                        .formatted(why));
    }
}
