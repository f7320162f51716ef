package dev.sluice.schemas.url;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of Gemini's {@code models.generateContent} (Gemini API reference, v1beta), which names
 * the model where others have it in the body.
 *
 * @param model decoded, never empty
 */
public record GenerateContentUrl(String model) {

    /** As it is told to people. */
    public static final String FORM = "/v1beta/models/{model}:generateContent";

    /** What all paths of Gemini's API begin with. */
    public static final String PREFIX = "/v1beta/";

    private static final String MODELS = PREFIX + "models/";
    private static final String METHOD = ":generateContent";
    private static final String STREAMING = ":streamGenerateContent";
    private static final int CHARACTERS_MAX = 1_024;
    private static final Pattern PATH = Pattern.compile(Pattern.quote(MODELS) + "([^?#\\s]+)");

    /** Empty where it is another path, or its model is not properly encoded. */
    public static Optional<GenerateContentUrl> parse(String url) {
        return model(url, METHOD).map(GenerateContentUrl::new);
    }

    /** Whether it asks for the same in pieces. */
    public static boolean isStreaming(String url) {
        return model(url, STREAMING).isPresent();
    }

    /** With the model encoded: its name must not lead anywhere else. */
    public String path() {
        String name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
        return MODELS + name + METHOD;
    }

    private static Optional<String> model(String url, String method) {
        if (url.length() > CHARACTERS_MAX || !url.endsWith(method)) {
            return Optional.empty();
        }
        Matcher path = PATH.matcher(url.substring(0, url.length() - method.length()));
        return path.matches() ? decoded(path.group(1)) : Optional.empty();
    }

    private static Optional<String> decoded(String name) {
        try {
            // A plus is itself in a path; the decoder is made for forms.
            return Optional.of(URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
