package dev.sluice.worker.provider;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.Work;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An attempt as the lane's provider is to see it: several may serve a model, each under a name of
 * its own. Pure; any thread.
 */
public final class ServedModel {

    private static final JsonFactory JSON = new JsonFactory();

    private ServedModel() {}

    /**
     * The attempt itself where the work names nothing else; else a copy whose body has the other
     * model and is the same byte for byte in everything else. A body that names no model stays as
     * it is: the adapter or the provider has the word on it.
     */
    public static Attempt of(Work work) {
        Attempt attempt = work.getAttempt();
        String provider = work.getProvider().orElse(attempt.getProvider());
        String model = work.getProviderModel().orElse(attempt.getProviderModel());
        if (provider.equals(attempt.getProvider()) && model.equals(attempt.getProviderModel())) {
            return attempt;
        }
        Attempt.Builder served =
                Attempt.newBuilder(attempt).setProvider(provider).setProviderModel(model);
        if (attempt.getBody().getContent() instanceof ByteBuffer body) {
            renamed(body, model).ifPresent(bytes -> served.setBody(new Body(bytes)));
        }
        return served.build();
    }

    private static Optional<ByteBuffer> renamed(ByteBuffer body, String model) {
        byte[] bytes = new byte[body.remaining()];
        body.duplicate().get(bytes);
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken value = parser.nextToken();
                if (field.equals("model") && value == JsonToken.VALUE_STRING) {
                    int from = (int) parser.currentTokenLocation().getByteOffset();
                    parser.finishToken();
                    int to = (int) parser.currentLocation().getByteOffset();
                    return Optional.of(spliced(bytes, from, to, model));
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static ByteBuffer spliced(byte[] bytes, int from, int to, String model) {
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(model);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + quoted.length + 2);
        out.write(bytes, 0, from);
        out.write('"');
        out.write(quoted, 0, quoted.length);
        out.write('"');
        out.write(bytes, to, bytes.length - to);
        return ByteBuffer.wrap(out.toByteArray());
    }
}
