package dev.sluice.dispatcher.admission.ingress;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One form for JSON values that are the same, after RFC 8785: names in the order of their UTF-16
 * code units, no white space, one way to write a string. Unlike there a number keeps all its
 * digits, so that two numbers are the same only where they are equal.
 */
final class CanonicalJson {

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                    .build();

    private CanonicalJson() {}

    /**
     * @param without names that are left out of the outermost object
     */
    static void write(JsonNode value, Set<String> without, OutputStream into) {
        try (JsonGenerator out = JSON.createGenerator(into)) {
            write(value, without, out);
        } catch (IOException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    private static void write(JsonNode value, Set<String> without, JsonGenerator out)
            throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> {
                List<Map.Entry<String, JsonNode>> fields =
                        value.properties().stream()
                                .filter(field -> !without.contains(field.getKey()))
                                .sorted(Map.Entry.comparingByKey())
                                .toList();
                out.writeStartObject();
                for (Map.Entry<String, JsonNode> field : fields) {
                    out.writeFieldName(field.getKey());
                    write(field.getValue(), Set.of(), out);
                }
                out.writeEndObject();
            }
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode element : value) {
                    write(element, Set.of(), out);
                }
                out.writeEndArray();
            }
            case NUMBER -> out.writeNumber(number(value.decimalValue()));
            case STRING -> out.writeString(value.textValue());
            case BOOLEAN -> out.writeBoolean(value.booleanValue());
            case NULL -> out.writeNull();
            case BINARY, POJO, MISSING ->
                    throw new IllegalStateException("not of JSON: " + value.getNodeType());
        }
    }

    private static String number(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
}
