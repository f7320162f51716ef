package dev.sluice.app.cli;

import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.secret.UnresolvedSecretException;
import dev.sluice.config.signing.SigningRoot;
import dev.sluice.config.yaml.ConfigParser;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.config.yaml.ParsedConfig;
import dev.sluice.schemas.signature.SigningKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the secret of a virtual key, and the lines that stand for it in the configuration. */
@Command(
        name = "virtual-key",
        description =
                "Make a virtual key's secret, and what the configuration has in its place. Changes nothing.",
        mixinStandardHelpOptions = true)
final class VirtualKeyCommand implements Callable<Integer> {

    private static final int SECRET_BYTES = 32;
    private static final String ID = "[A-Za-z0-9._-]{1,64}";

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ID", description = "The virtual key's id.")
    private String id = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "A configuration with kafka_door.signing_root: prints the signing_key too.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--secret-stdin",
            description = "Take the secret that the key has from standard input; make none.")
    private boolean given;

    @Override
    public Integer call() throws IOException {
        if (!id.matches(ID)) {
            throw new CommandFailure(
                    "'%s' is no id of a virtual key: 1 to 64 of A-Za-z0-9._-".formatted(id));
        }
        Optional<SigningRoot> root = config.map(VirtualKeyCommand::root);
        String secret = given ? read() : fresh();
        PrintWriter out = spec.commandLine().getOut();
        if (!given) {
            out.printf("vk_%s_%s%n", id, secret);
        }
        String sha256 = sha256(secret);
        out.printf("secret_sha256: \"%s\"%n", sha256);
        root.ifPresent(it ->
                out.printf(
                        "signing_key: \"%s\"%n", it.wrap(id, sha256, SigningKey.of(id, secret))));
        out.flush();
        if (!given) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("the first line is for who uses the key; it is stored nowhere");
            err.flush();
        }
        return 0;
    }

    private static String fresh() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private String read() throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = Optional.ofNullable(in.readLine()).orElse("").strip();
        String own = "vk_" + id + "_";
        String secret = line.startsWith(own) ? line.substring(own.length()) : line;
        if (secret.isEmpty() || secret.contains("_")) {
            throw new CommandFailure(
                    "standard input has no secret of this key: one line, without _, or all of "
                            + own
                            + "<secret>");
        }
        return secret;
    }

    private static SigningRoot root(Path file) {
        return switch (ConfigParser.parse(ConfigFile.text(file), file.toString())) {
            case ParsedConfig.Invalid invalid -> throw new CommandFailure(invalid.report());
            case ParsedConfig.Valid valid ->
                    valid.secrets().stream()
                            .filter(secret -> secret.use() == LocatedSecret.Use.SIGNING_ROOT)
                            .findFirst()
                            .map(VirtualKeyCommand::root)
                            .orElseThrow(() ->
                                    new CommandFailure(
                                            file
                                                    + " has no kafka_door.signing_root: write it there, with auth: trusted as long as keys have no signing_key"));
        };
    }

    private static SigningRoot root(LocatedSecret secret) {
        try {
            return SigningRoot.of(SecretResolver.of(System.getenv()).resolve(secret.secret()));
        } catch (UnresolvedSecretException | IllegalArgumentException e) {
            throw new CommandFailure(secret.path() + ": " + e.getMessage(), e);
        }
    }

    private static String sha256(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
