package dev.sluice.warehouse.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The warehouse's folder: PostgreSQL's data, its log, the password. Locked while it is open; the
 * lock is the operating system's and goes with the process, however that ends.
 */
final class WarehouseFolder implements AutoCloseable {

    private static final int PASSWORD_BYTES = 24;
    private static final int PID_DIGITS_MAX = 20;

    private final Path folder;
    private final FileChannel lock;

    private WarehouseFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /**
     * @throws WarehouseException where it is in use, or cannot be used
     */
    static WarehouseFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve("in-use.lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                throw inUse(folder, channel);
            }
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
            channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
            return new WarehouseFolder(folder, channel);
        } catch (IOException e) {
            throw new WarehouseException(
                    "the warehouse cannot use the folder %s (%s): make it writable, or choose another one (--data)"
                            .formatted(folder, e),
                    e);
        }
    }

    Path path() {
        return folder;
    }

    Path data() {
        return data(folder);
    }

    Path log() {
        return folder.resolve("postgres.log");
    }

    /** Made once, readable by the owner alone. */
    String password() throws IOException {
        Path file = passwordFile(folder);
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        writePrivate(file, password);
        return password;
    }

    static Path data(Path folder) {
        return folder.resolve("postgres");
    }

    static Path passwordFile(Path folder) {
        return folder.resolve("password");
    }

    /** For {@code psql}: any host and database, our user. */
    Path writePassFile(String user) throws IOException {
        Path file = folder.resolve("pgpass");
        writePrivate(file, "*:*:*:%s:%s".formatted(user, password()));
        return file;
    }

    /** What the server said last, for an error message. */
    String lastLog() {
        try {
            List<String> lines = Files.readAllLines(log());
            return lines.stream()
                    .filter(line ->
                            line.contains("FATAL")
                                    || line.contains("ERROR")
                                    || line.contains("HINT"))
                    .reduce((_, last) -> last)
                    .or(() -> lines.isEmpty() ? Optional.empty() : Optional.of(lines.getLast()))
                    .orElse("its log is empty");
        } catch (IOException e) {
            return "it has no log";
        }
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException ignored) {
            // The lock is gone with the channel in any case.
        }
    }

    private static void writePrivate(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(
                fresh,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, text + "\n");
        Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static WarehouseException inUse(Path folder, FileChannel channel) throws IOException {
        try (channel) {
            ByteBuffer owner = ByteBuffer.allocate(PID_DIGITS_MAX);
            channel.read(owner, 0);
            return new WarehouseException(
                    "the folder %s is in use by the warehouse of process %s: stop that one, or choose another folder (--data)"
                            .formatted(folder, UTF_8.decode(owner.flip())));
        }
    }
}
