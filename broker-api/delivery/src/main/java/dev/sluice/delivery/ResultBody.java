package dev.sluice.delivery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a result's body is: one value of JSON, or anything else. */
sealed interface ResultBody {

    /** Sizes were bounded where the body came in; a long number is no fault of it. */
    JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /**
     * One value, sign for sign as it came, so that every digit of a number survives; only ends of
     * lines became spaces, which JSON has between its tokens and nowhere else.
     */
    record Json(String text) implements ResultBody {}

    /** Not one value of JSON; bytes that are no text are replaced. */
    record Text(String text) implements ResultBody {}

    static ResultBody of(ByteBuffer body) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
            return isOneValue(text)
                    ? new Json(text.replace('\n', ' ').replace('\r', ' '))
                    : new Text(text);
        } catch (CharacterCodingException e) {
            return new Text(StandardCharsets.UTF_8.decode(body.duplicate()).toString());
        }
    }

    private static boolean isOneValue(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
