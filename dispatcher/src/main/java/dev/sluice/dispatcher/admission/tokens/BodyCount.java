package dev.sluice.dispatcher.admission.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.dispatcher.admission.tokens.TokenCount.Part;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks through one body, in the words of any endpoint, and counts what reaches the model. Its
 * owner is the thread that counts.
 */
final class BodyCount {

    private static final Set<String> NO_CONVERSATION = Set.of("/v1/embeddings", "/v1/completions");

    private static final List<String> TURNS = List.of("messages", "contents", "input");

    private static final List<String> SYSTEM =
            List.of("instructions", "system", "systemInstruction", "system_instruction");

    /** Of Gemini, inside what else is said of the output. */
    private static final List<String> SCHEMAS =
            List.of(
                    "responseSchema",
                    "response_schema",
                    "responseJsonSchema",
                    "response_json_schema");

    /** Of parts whose text is all that counts. */
    private static final Set<String> PLAIN =
            Set.of("text", "input_text", "output_text", "message", "refusal");

    private final Tally tally;
    private final Overhead overhead;
    private final Media media;
    private final Optional<FunctionTools> functions;
    private String detail = "";

    BodyCount(Tally tally, Overhead overhead, Media media, Optional<FunctionTools> functions) {
        this.tally = tally;
        this.overhead = overhead;
        this.media = media;
        this.functions = functions;
    }

    TokenCount count(JsonNode body, String url) {
        JsonNode generation = Media.either(body, "generationConfig", "generation_config");
        detail = Media.either(generation, "mediaResolution", "media_resolution").asText("");
        if (NO_CONVERSATION.contains(url)) {
            List.of("input", "prompt", "suffix").forEach(field -> plain(body.path(field)));
            return tally.result();
        }
        TURNS.forEach(field -> turns(body.path(field)));
        SYSTEM.forEach(field -> system(body.path(field)));
        tools(body);
        format(body.path("response_format"));
        format(body.path("text").path("format"));
        SCHEMAS.forEach(field -> json(Part.FORMAT, generation.path(field)));
        tally.add(Part.OVERHEAD, overhead.reply());
        return tally.result();
    }

    private void turns(JsonNode turns) {
        if (turns.isArray()) {
            turns.forEach(this::turn);
        } else {
            turn(turns);
        }
    }

    private void turn(JsonNode turn) {
        if (turn.isObject()) {
            tally.add(Part.OVERHEAD, overhead.message());
            block(turn);
        } else if (turn.isValueNode() && !turn.isNull()) {
            // A text alone stands for a message of the user.
            tally.add(Part.OVERHEAD, overhead.message() + overhead.field());
            content(turn);
        }
    }

    private void system(JsonNode system) {
        if (!system.isMissingNode() && !system.isNull()) {
            tally.add(Part.OVERHEAD, overhead.message() + overhead.field());
            content(system);
        }
    }

    /** Numbers are tokens already: completions and embeddings take those in place of a text. */
    private void plain(JsonNode node) {
        if (node.isNumber()) {
            tally.add(Part.TEXT, 1);
        } else if (node.isArray()) {
            node.forEach(this::plain);
        } else {
            content(node);
        }
    }

    private void content(JsonNode node) {
        if (node.isObject()) {
            block(node);
        } else if (node.isArray()) {
            node.forEach(this::content);
        } else if (!node.isNull() && !node.isMissingNode()) {
            tally.text(Part.TEXT, node.asText());
        }
    }

    private void block(JsonNode block) {
        if (media.counted(block, detail, tally)) {
            return;
        }
        for (var field : block.properties()) {
            field(field.getKey(), field.getValue());
        }
    }

    private void field(String name, JsonNode value) {
        switch (name) {
            case "role", "content", "parts", "text", "refusal" -> content(value);
            case "cache_control" -> {}
            // What a tool was called with and answered may have any names in it.
            case "args", "input", "response" -> {
                tally.add(Part.OVERHEAD, overhead.field());
                json(Part.TEXT, value);
            }
            case "name" -> {
                tally.add(Part.OVERHEAD, overhead.name());
                content(value);
            }
            case "type" -> {
                if (!PLAIN.contains(value.asText())) {
                    tally.add(Part.OVERHEAD, overhead.field());
                }
            }
            default -> other(name, value);
        }
    }

    /** Calls of tools, their answers, and what is yet to come: names count as they may be told. */
    private void other(String name, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        tally.add(Part.OVERHEAD, overhead.field());
        tally.text(Part.TEXT, name);
        content(value);
    }

    private void tools(JsonNode body) {
        for (String field : List.of("tools", "functions")) {
            JsonNode tools = body.path(field);
            if (!tools.isEmpty()) {
                tally.add(Part.TOOLS, overhead.tools());
                functions.ifPresentOrElse(
                        each -> each.count(tools, tally), () -> json(Part.TOOLS, tools));
            }
        }
        for (String field : List.of("tool_choice", "function_call", "toolConfig", "tool_config")) {
            if (body.path(field).isObject()) {
                json(Part.TOOLS, body.path(field));
            }
        }
    }

    /** Of chat completions and of responses. One without a schema is told nowhere. */
    private void format(JsonNode format) {
        if (format.path("type").asText("").equals("json_schema")) {
            json(Part.FORMAT, format);
        }
    }

    private void json(Part part, JsonNode node) {
        if (!node.isMissingNode() && !node.isNull()) {
            tally.text(part, node.toString());
        }
    }
}
