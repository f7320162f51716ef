package dev.sluice.warehouse.connect;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the build put the sink and the converter: in {@code plugins} beside this program. */
public final class PluginFolder {

    private static final String NAME = "plugins";
    private static final int LEVELS_MAX = 3;

    private PluginFolder() {}

    /**
     * @throws IllegalStateException where the program was not built as a whole
     */
    public static Path find() {
        Path own = ownPlace();
        return Stream.iterate(Optional.of(own), PluginFolder::parent)
                .limit(LEVELS_MAX)
                .flatMap(Optional::stream)
                .flatMap(
                        folder -> Stream.of(folder.resolve(NAME), folder.resolve("target/" + NAME)))
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no folder 'plugins' near %s: build the warehouse with `./sluice warehouse --help`"
                                        .formatted(own)));
    }

    private static Optional<Path> parent(Optional<Path> folder) {
        return folder.map(Path::getParent);
    }

    private static Path ownPlace() {
        CodeSource source =
                Objects.requireNonNull(
                        PluginFolder.class.getProtectionDomain().getCodeSource(),
                        "loaded from a folder or a jar");
        try {
            return Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(source.getLocation() + " is no place", e);
        }
    }
}
