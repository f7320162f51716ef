package dev.sluice.app.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The broker's folder: locked while it is open, so that two processes never write one log. The lock
 * is the operating system's: it goes with the process, however that ends.
 */
final class BrokerDirectory implements AutoCloseable {

    private static final String LOCK_FILE = "in-use.lock";
    private static final String LOGS = "log";
    private static final String META_PROPERTIES = "meta.properties";

    private final Path logs;
    private final FileChannel lockFile;

    private BrokerDirectory(Path logs, FileChannel lockFile) {
        this.logs = logs;
        this.lockFile = lockFile;
    }

    static BrokerDirectory open(Path directory) {
        Path lockPath = directory.resolve(LOCK_FILE);
        try {
            Path logs = Files.createDirectories(directory.resolve(LOGS));
            FileChannel channel =
                    FileChannel.open(
                            lockPath,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                throw inUse(directory, channel);
            }
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8);
            channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
            return new BrokerDirectory(logs, channel);
        } catch (IOException e) {
            throw new KafkaStartException(
                    "the embedded Kafka cannot use the folder %s (%s): make it writable, or choose another one (--data)"
                            .formatted(directory, e),
                    e);
        }
    }

    Path logs() {
        return logs;
    }

    /**
     * The id that the folder's log belongs to, or a fresh one for a fresh folder: Kafka refuses to
     * start on a log of another cluster.
     */
    String clusterId() throws IOException {
        Path file = logs.resolve(META_PROPERTIES);
        if (!Files.exists(file)) {
            return Uuid.randomUuid().toString();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        }
        String id = properties.getProperty("cluster.id");
        if (id == null) {
            throw new IOException(file + " has no cluster.id");
        }
        return id;
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException ignored) {
            // The lock is gone with the channel in any case.
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static KafkaStartException inUse(Path directory, FileChannel channel)
            throws IOException {
        try (channel) {
            ByteBuffer owner = ByteBuffer.allocate(20);
            channel.read(owner, 0);
            return new KafkaStartException(
                    "the folder %s is in use by the embedded Kafka of process %s: stop that one, or choose another folder (--data)"
                            .formatted(directory, UTF_8.decode(owner.flip())));
        }
    }
}
