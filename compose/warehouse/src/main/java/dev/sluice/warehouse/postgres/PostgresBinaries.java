package dev.sluice.warehouse.postgres;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, unpacked from the library once. */
final class PostgresBinaries {

    private static final String COMPLETE = "complete";

    private PostgresBinaries() {}

    /**
     * The folder with {@code bin} in it.
     *
     * @param folder where it is unpacked, if it is not yet
     * @throws WarehouseException where there is none for this machine, or it cannot be unpacked
     */
    static Path unpacked(Path folder) {
        if (Files.exists(folder.resolve(COMPLETE))) {
            return folder;
        }
        try (InputStream packed = open()) {
            deleteAll(folder);
            Files.createDirectories(folder);
            unpack(packed, folder);
            Files.createFile(folder.resolve(COMPLETE));
            return folder;
        } catch (IOException e) {
            throw new WarehouseException(
                    "PostgreSQL cannot be unpacked into %s: %s".formatted(folder, e), e);
        }
    }

    /**
     * @throws WarehouseException where there is none for this machine
     */
    static void probe() {
        try (InputStream packed = open()) {
            packed.available();
        } catch (IOException e) {
            throw new WarehouseException("the library with PostgreSQL cannot be read: " + e, e);
        }
    }

    private static InputStream open() throws IOException {
        String system = System.getProperty("os.name", "?");
        String machine = System.getProperty("os.arch", "?");
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                    system, machine.equals("amd64") ? "x86_64" : machine);
        } catch (IllegalStateException e) {
            throw new WarehouseException(
                    "there is no PostgreSQL for %s on %s in the library: give one that runs already, with --jdbc-url"
                            .formatted(system, machine),
                    e);
        }
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException(entry.getName() + " leads out of the folder");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
            boolean program = target.startsWith(folder.resolve("bin"));
            if (program && !target.toFile().setExecutable(true, false)) {
                throw new IOException(target + " cannot be made executable");
            }
        }
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
