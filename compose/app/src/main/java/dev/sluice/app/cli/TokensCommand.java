package dev.sluice.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.SluiceConfig;
import dev.sluice.config.secret.SecretResolver;
import dev.sluice.config.yaml.LocatedSecret;
import dev.sluice.dispatcher.admission.ingress.BodyPreview;
import dev.sluice.schemas.money.PicoUsd;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what admission would count and reserve for a body. */
@Command(
        name = "tokens",
        description = "Print how the tokens of a request's body would be counted and reserved.",
        mixinStandardHelpOptions = true)
final class TokensCommand implements Callable<Integer> {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    /** More than any configuration lets a body have. */
    private static final int BYTES_MAX = 16 * 1024 * 1024;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "FILE",
            description =
                    "A body in JSON, or a line of the OpenAI Batch input format; - for standard"
                            + " input.")
    private String file = "-";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "sluice.yaml",
            description = "The configuration (default: ${DEFAULT-VALUE}). Needs no secret.")
    private Path config = Path.of("sluice.yaml");

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Count it for this model (default: the body's).")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--url",
            paramLabel = "PATH",
            description = "Where it goes, such as /v1/messages (default: what fits its fields).")
    private Optional<String> url = Optional.empty();

    @Option(names = "--json", description = "One object.")
    private boolean json;

    @Override
    public Integer call() throws JsonProcessingException {
        SluiceConfig read =
                ConfigFile.read(
                                config,
                                SecretResolver.of(Map.of()),
                                EnumSet.noneOf(LocatedSecret.Use.class),
                                new PrintWriter(PrintWriter.nullWriter()))
                        .config();
        BodyPreview.Counted counted =
                switch (BodyPreview.of(read, ByteBuffer.wrap(bytes()), model, url)) {
                    case BodyPreview.Counted all -> all;
                    case BodyPreview.Refused refused -> throw new CommandFailure(refused.why());
                };
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(object(counted)));
        } else {
            print(counted, out);
        }
        out.flush();
        return 0;
    }

    private static void print(BodyPreview.Counted counted, PrintWriter out) {
        out.printf(
                "%s at %s (%s), %s%n",
                counted.model(), counted.provider(), counted.providerModel(), counted.url());
        out.printf("estimator: %s%n%n", counted.estimator());
        counted.input().parts().forEach((part, tokens) -> line(out, name(part), tokens));
        line(out, "input", counted.input().total());
        line(out, "output at most", counted.outputTokens());
        out.printf(
                "%n%s USD reserved%n",
                PicoUsd.toUsd(counted.picoUsd()).stripTrailingZeros().toPlainString());
    }

    private static void line(PrintWriter out, String what, long tokens) {
        out.printf(Locale.ROOT, "  %-16s %,14d%n", what, tokens);
    }

    private static ObjectNode object(BodyPreview.Counted counted) {
        ObjectNode object = JSON.createObjectNode();
        object.put("model", counted.model())
                .put("provider", counted.provider())
                .put("provider_model", counted.providerModel())
                .put("url", counted.url())
                .put("estimator", counted.estimator());
        ObjectNode parts = object.putObject("parts");
        counted.input().parts().forEach((part, tokens) -> parts.put(name(part), tokens));
        return object.put("input_tokens", counted.input().total())
                .put("output_tokens_max", counted.outputTokens())
                .put("usd_max", PicoUsd.toUsd(counted.picoUsd()).stripTrailingZeros());
    }

    private static String name(Enum<?> part) {
        return part.name().toLowerCase(Locale.ROOT);
    }

    private byte[] bytes() {
        try (InputStream in = file.equals("-") ? System.in : Files.newInputStream(Path.of(file))) {
            byte[] bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new CommandFailure(file + " has more than 16 MiB: is it one body?");
            }
            return bytes;
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot read " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
