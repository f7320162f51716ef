package dev.sluice.dispatcher.admission.tokens;

import dev.sluice.dispatcher.admission.tokens.OpenAiPatches.Budget;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which rule for images a model has, by its provider and its name there. */
final class ImageRules {

    private record Family(String prefix, ImageRule rule) {}

    /** What OpenAI's table has no factor for; 1.2 is what others have measured. */
    private static final int UNPUBLISHED = 120;

    private static final ImageRule NEWEST =
            new OpenAiPatches(UNPUBLISHED, Budget.LARGE, Budget.UNBOUNDED, Budget.UNBOUNDED);

    /** OpenAI, "Images and vision"; the first that fits. */
    private static final List<Family> OPENAI =
            List.of(
                    new Family("gpt-4o-mini", new OpenAiTiles(2_833, 5_667)),
                    new Family("gpt-4.1-mini", OpenAiPatches.small(162)),
                    new Family("gpt-4.1-nano", OpenAiPatches.small(246)),
                    new Family("gpt-4o", new OpenAiTiles(85, 170)),
                    new Family("chatgpt-4o", new OpenAiTiles(85, 170)),
                    new Family("gpt-4", new OpenAiTiles(85, 170)),
                    new Family("gpt-5-mini", OpenAiPatches.small(162)),
                    new Family("gpt-5-nano", OpenAiPatches.small(246)),
                    new Family("gpt-5-codex-mini", OpenAiPatches.small(162)),
                    new Family("gpt-5.1-codex-mini", OpenAiPatches.small(162)),
                    new Family("gpt-5.2", OpenAiPatches.small(UNPUBLISHED)),
                    new Family("gpt-5.3", OpenAiPatches.small(UNPUBLISHED)),
                    new Family("gpt-5.4-mini", OpenAiPatches.small(162)),
                    new Family("gpt-5.4-nano", OpenAiPatches.small(246)),
                    new Family(
                            "gpt-5.4",
                            new OpenAiPatches(
                                    UNPUBLISHED, Budget.LARGE, Budget.ORIGINAL, Budget.LARGE)),
                    new Family(
                            "gpt-5.5",
                            new OpenAiPatches(
                                    UNPUBLISHED, Budget.LARGE, Budget.ORIGINAL, Budget.ORIGINAL)),
                    new Family("gpt-5.1", new OpenAiTiles(70, 140)),
                    new Family("gpt-5.", NEWEST),
                    new Family("gpt-5", new OpenAiTiles(70, 140)),
                    new Family("gpt-", NEWEST),
                    new Family("o4-mini", OpenAiPatches.small(172)),
                    new Family("o1", new OpenAiTiles(75, 150)),
                    new Family("o3", new OpenAiTiles(75, 150)),
                    new Family("computer-use-preview", new OpenAiTiles(65, 129)));

    private static final Pattern CLAUDE_UP_TO_4_6 =
            Pattern.compile(
                    ".*claude-(instant|v?[23](?!\\d)|[a-z]+-4($|[-.@]([0-6](?!\\d)|20\\d{6}))).*");

    private static final Pattern GEMINI_UP_TO_2 = Pattern.compile("gemini-[12](?!\\d).*");

    private ImageRules() {}

    /** Empty where none is published. */
    static Optional<ImageRule> of(String providerType, String model) {
        String name = OpenAiEncodings.baseName(model);
        return switch (providerType) {
            case "openai" ->
                    OpenAiEncodings.of(model)
                            .flatMap(_ ->
                                    OPENAI.stream()
                                            .filter(each -> name.startsWith(each.prefix()))
                                            .map(Family::rule)
                                            .findFirst());
            case "anthropic" ->
                    Optional.of(
                            CLAUDE_UP_TO_4_6.matcher(name).matches()
                                    ? AnthropicPatches.FORMER
                                    : AnthropicPatches.FINE);
            case "gemini" ->
                    Optional.of(
                            GEMINI_UP_TO_2.matcher(name).matches()
                                    ? new GeminiTiles()
                                    : new GeminiLevels());
            default -> Optional.empty();
        };
    }
}
