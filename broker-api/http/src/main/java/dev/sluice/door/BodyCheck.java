package dev.sluice.door;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Whether a body is a request that the door can pass on. */
final class BodyCheck {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ApiError NOT_AN_OBJECT =
            ApiError.badRequest("The body is not a JSON object in UTF-8.");
    private static final ApiError NO_MODEL =
            ApiError.badRequest("You must provide a model: a JSON string.", "model");
    private static final ApiError STREAMING =
            ApiError.streaming("leave 'stream' out or set it to false", "stream");

    /** Where the model is named. */
    enum Model {
        IN_BODY,
        IN_PATH
    }

    private BodyCheck() {}

    /** What is wrong with it; empty where nothing is. */
    static Optional<ApiError> check(byte[] body, Model model) {
        if (!looksLikeUtf8Object(body)) {
            return Optional.of(NOT_AN_OBJECT);
        }
        try (JsonParser parser = JSON.createParser(body)) {
            return checkFields(parser, model);
        } catch (JsonProcessingException e) {
            return Optional.of(
                    ApiError.badRequest(
                            "The body is not valid JSON: "
                                    + e.getOriginalMessage()
                                    + " (line "
                                    + line(e)
                                    + ")."));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /**
     * Jackson would also read UTF-16 and UTF-32; within a line of UTF-8 those would be nonsense.
     * Both have zero bytes, JSON in UTF-8 has none.
     */
    private static boolean looksLikeUtf8Object(byte[] body) {
        int first = 0;
        while (first < body.length && body[first] <= ' ' && body[first] > 0) {
            first++;
        }
        if (first == body.length || body[first] != '{') {
            return false;
        }
        for (byte each : body) {
            if (each == 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<ApiError> checkFields(JsonParser parser, Model model)
            throws IOException {
        boolean named = model == Model.IN_PATH;
        boolean streamed = false;
        parser.nextToken();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            named |= field.equals("model") && value == JsonToken.VALUE_STRING;
            streamed |= field.equals("stream") && value == JsonToken.VALUE_TRUE;
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            return Optional.of(NOT_AN_OBJECT);
        }
        if (!named) {
            return Optional.of(NO_MODEL);
        }
        return streamed ? Optional.of(STREAMING) : Optional.empty();
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }
}
