package dev.sluice.app.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which dispatchers are asked. */
final class DispatcherOption {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final int PORT_MAX = 65_535;

    @Option(
            names = "--dispatcher",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8082",
            description =
                    "Health ports of all dispatchers, with commas between them (default: ${DEFAULT-VALUE}, where `sluice up` listens).")
    private List<String> written = List.of();

    /**
     * At least one.
     *
     * @throws CommandFailure where one is no address of a dispatcher
     */
    List<URI> all() {
        return written.stream()
                .flatMap(list -> Stream.of(list.split(",", -1)))
                .map(String::strip)
                .map(DispatcherOption::url)
                .toList();
    }

    private static URI url(String text) {
        return parsed(text)
                .filter(DispatcherOption::isAddress)
                .orElseThrow(() ->
                        new CommandFailure(
                                "--dispatcher is http://HOST:PORT of a health port, several with commas between them, not '%s'"
                                        .formatted(text)));
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isAddress(URI url) {
        return url.getHost() != null
                && SCHEMES.contains(String.valueOf(url.getScheme()))
                && url.getPort() <= PORT_MAX
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
