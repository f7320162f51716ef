package dev.sluice.dispatcher.admission.tokens;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.config.Estimation;
import dev.sluice.dispatcher.admission.tokens.TokenCount.Part;
import java.util.Locale;
import java.util.Optional;

/**
 * Images, documents and recordings, in the words of each provider. A size is read from the header
 * of an image in the body; nothing is fetched.
 *
 * @param rule of images; empty where none is published
 * @param estimation what stands for the rest
 */
record Media(Optional<ImageRule> rule, Estimation estimation) {

    /** Of what lies elsewhere and nothing is said of. */
    static final int TOKENS_UNKNOWN = 2_000;

    /**
     * @param fallbackDetail what the whole request says of the resolution
     * @return whether the block is such a thing; then it was counted
     */
    boolean counted(JsonNode block, String fallbackDetail, Tally tally) {
        String type = block.path("type").asText("");
        if (block.has("text")) {
            return false;
        }
        JsonNode inline = either(block, "inlineData", "inline_data");
        JsonNode elsewhere = either(block, "fileData", "file_data");
        if (block.has("image_url") || type.equals("input_image")) {
            openAiImage(block, fallbackDetail, tally);
        } else if (block.has("source") && (type.equals("image") || type.equals("document"))) {
            return anthropic(block.path("source"), type, tally);
        } else if (inline.isObject()) {
            gemini(block, inline, Optional.of(data(inline)), fallbackDetail, tally);
        } else if (elsewhere.isObject()) {
            gemini(block, elsewhere, Optional.empty(), fallbackDetail, tally);
        } else if (block.path("input_audio").isObject()) {
            file(Optional.of(data(block.path("input_audio"))), tally);
        } else if (block.path("file").isObject()) {
            openAiFile(block.path("file"), tally);
        } else if (block.has("file_data") || block.has("file_id") || block.has("file_url")) {
            openAiFile(block, tally);
        } else {
            return false;
        }
        return true;
    }

    private void openAiImage(JsonNode block, String fallbackDetail, Tally tally) {
        JsonNode image = block.path("image_url");
        JsonNode url = image.isObject() ? image.path("url") : image;
        JsonNode detail = image.isObject() ? image.path("detail") : block.path("detail");
        image(Base64Text.ofDataUrl(url.asText("")), detail.asText(fallbackDetail), tally);
    }

    private static void name(JsonNode block, Tally tally) {
        for (String field : new String[] {"filename", "title", "context"}) {
            if (block.path(field).isTextual()) {
                tally.text(Part.FILES, block.path(field).textValue());
            }
        }
    }

    private void openAiFile(JsonNode file, Tally tally) {
        String data = file.path("file_data").asText("");
        name(file, tally);
        file(
                data.isEmpty()
                        ? Optional.empty()
                        : Base64Text.ofDataUrl(data).or(() -> Optional.of(new Base64Text(data, 0))),
                tally);
    }

    /** A source of text is no file: its text counts like any other. */
    private boolean anthropic(JsonNode source, String type, Tally tally) {
        Optional<Base64Text> data =
                source.path("data").isTextual() ? Optional.of(data(source)) : Optional.empty();
        if (type.equals("image")) {
            image(data, "", tally);
            return true;
        }
        String kind = source.path("type").asText("");
        if (kind.equals("text") || kind.equals("content")) {
            return false;
        }
        file(data, tally);
        return true;
    }

    private void gemini(
            JsonNode block,
            JsonNode source,
            Optional<Base64Text> data,
            String fallbackDetail,
            Tally tally) {
        JsonNode resolution = either(block, "mediaResolution", "media_resolution");
        String detail =
                resolution.isObject()
                        ? resolution.path("level").asText(fallbackDetail)
                        : resolution.asText(fallbackDetail);
        String mediaType = either(source, "mimeType", "mime_type").asText("");
        if (mediaType.toLowerCase(Locale.ROOT).startsWith("image/")) {
            image(data, detail, tally);
        } else {
            file(data, tally);
        }
    }

    private void image(Optional<Base64Text> data, String said, Tally tally) {
        String detail = said.toLowerCase(Locale.ROOT);
        Optional<ImageSize> size = data.flatMap(ImageSize::of);
        tally.add(
                Part.IMAGES,
                rule.isPresent() && size.isPresent()
                        ? rule.get().tokens(size.get(), detail)
                        : unknown(detail));
    }

    private long unknown(String detail) {
        return estimation.imageTokens().isPresent()
                ? estimation.imageTokens().getAsInt()
                : rule.map(each -> each.most(detail)).orElse((long) TOKENS_UNKNOWN);
    }

    /** Without a word of the configuration as many as it has bytes: it may be a text. */
    private void file(Optional<Base64Text> data, Tally tally) {
        tally.add(
                Part.FILES,
                estimation.fileTokens().isPresent()
                        ? estimation.fileTokens().getAsInt()
                        : data.map(Base64Text::bytes).orElse((long) TOKENS_UNKNOWN));
    }

    private static Base64Text data(JsonNode source) {
        return new Base64Text(source.path("data").asText(""), 0);
    }

    static JsonNode either(JsonNode around, String name, String otherName) {
        return around.has(name) ? around.path(name) : around.path(otherName);
    }
}
