package dev.sluice.dispatcher.admission.tokens;

import com.knuddels.jtokkit.api.EncodingType;
import com.knuddels.jtokkit.api.ModelType;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which encoding OpenAI's models count with, by name: {@code tiktoken/model.py} of openai/tiktoken.
 * Not jtokkit's own list, which takes {@code gpt-4.1} for a {@code gpt-4} and knows no {@code
 * gpt-5}. {@code gpt-oss} is left out: its hosts put texts of their own before the messages.
 */
final class OpenAiEncodings {

    /** Models to come have been of the newest encoding since 2024. */
    private static final Pattern O200K =
            Pattern.compile(
                    "(chatgpt-4o|gpt-4o|gpt-4\\.\\d+|gpt-[5-9]|o[1-9]|codex-mini|computer-use)"
                            + "(?![a-z0-9]).*");

    private static final Pattern CL100K =
            Pattern.compile(
                    "(gpt-4|gpt-3\\.5|gpt-35|text-embedding-3|text-embedding-ada-002|davinci-002"
                            + "|babbage-002)(?![a-z0-9.]).*");

    private OpenAiEncodings() {}

    /** Of a model as its provider names it; a fine-tuned one has that of what it was made from. */
    static Optional<EncodingType> of(String model) {
        String name = baseName(model);
        if (O200K.matcher(name).matches()) {
            return Optional.of(EncodingType.O200K_BASE);
        }
        return CL100K.matcher(name).matches()
                ? Optional.of(EncodingType.CL100K_BASE)
                : ModelType.fromName(name).map(ModelType::getEncodingType);
    }

    /** {@code gpt-4o} of {@code openai/gpt-4o} and of {@code ft:gpt-4o:me::1}. */
    static String baseName(String model) {
        String name = model.substring(model.lastIndexOf('/') + 1);
        return name.startsWith("ft:") ? name.substring("ft:".length()) : name;
    }
}
