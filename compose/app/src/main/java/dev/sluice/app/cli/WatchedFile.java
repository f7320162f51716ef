package dev.sluice.app.cli;

import dev.sluice.config.yaml.ParsedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A configuration file that people change while it is in use. Its bytes are compared, since
 * Kubernetes changes mounted files by another link, which neither times nor notifications show
 * everywhere. One thread.
 */
final class WatchedFile implements Supplier<Optional<ParsedConfig.Valid>> {

    private final Path file;
    private final Supplier<ParsedConfig.Valid> parsed;
    private byte[] seen;
    private boolean settled = true;

    private WatchedFile(Path file, Supplier<ParsedConfig.Valid> parsed) {
        this.file = file;
        this.parsed = parsed;
        this.seen = bytes(file).orElseGet(() -> new byte[0]);
    }

    /**
     * Changes from now on.
     *
     * @param parsed what the file says; throws where anything in it is wrong
     */
    static WatchedFile of(Path file, Supplier<ParsedConfig.Valid> parsed) {
        return new WatchedFile(file, parsed);
    }

    /**
     * What it says, where it changed since it was asked last and says the same twice: an editor may
     * be half-way. Empty while it is not there.
     *
     * @throws RuntimeException where something in it is wrong, once for each change
     */
    @Override
    public Optional<ParsedConfig.Valid> get() {
        Optional<byte[]> now = bytes(file);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        boolean same = Arrays.equals(now.get(), seen);
        seen = now.get();
        boolean done = same && !settled;
        settled = same;
        return done ? Optional.of(parsed.get()) : Optional.empty();
    }

    private static Optional<byte[]> bytes(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
