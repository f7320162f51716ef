package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.schemas.url.GenerateContentUrl;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What may be asked for.
 *
 * @param url its form, as it is told to people
 * @param caps fields of a body there that cap the output; the first is written where there is none;
 *     empty where there is no output
 * @param choices fields that say how many outputs are made; the largest counts
 * @param providerTypes that take it
 */
record Endpoint(
        String url, List<FieldPath> caps, List<FieldPath> choices, Set<String> providerTypes) {

    /** The newer of the two caps of chat completions. */
    static final FieldPath MAX_COMPLETION_TOKENS = FieldPath.of("max_completion_tokens");

    private static final String GENERATION = "generationConfig|generation_config";

    private static final List<FieldPath> N = List.of(FieldPath.of("n"));

    private static final Endpoint GENERATE_CONTENT =
            new Endpoint(
                    GenerateContentUrl.FORM,
                    List.of(FieldPath.of(GENERATION, "maxOutputTokens|max_output_tokens")),
                    List.of(FieldPath.of(GENERATION, "candidateCount|candidate_count")),
                    Set.of("gemini"));

    private static final List<Endpoint> ALL =
            List.of(
                    new Endpoint(
                            "/v1/chat/completions",
                            List.of(FieldPath.of("max_tokens"), MAX_COMPLETION_TOKENS),
                            N,
                            Set.of("openai", "anthropic", "gemini", "echo")),
                    new Endpoint(
                            "/v1/completions",
                            List.of(FieldPath.of("max_tokens")),
                            List.of(FieldPath.of("n"), FieldPath.of("best_of")),
                            Set.of("openai", "echo")),
                    new Endpoint("/v1/embeddings", List.of(), List.of(), Set.of("openai")),
                    new Endpoint(
                            "/v1/messages",
                            List.of(FieldPath.of("max_tokens")),
                            List.of(),
                            Set.of("anthropic")),
                    new Endpoint(
                            "/v1/responses",
                            List.of(FieldPath.of("max_output_tokens")),
                            List.of(),
                            Set.of("openai")),
                    GENERATE_CONTENT);

    static Endpoint of(String url) throws Flaw {
        if (GenerateContentUrl.parse(url).isPresent()) {
            return GENERATE_CONTENT;
        }
        if (GenerateContentUrl.isStreaming(url)) {
            throw Flaw.invalid(
                    "streaming is not available yet: ask for " + GenerateContentUrl.FORM);
        }
        return ALL.stream()
                .filter(each -> each.url.equals(url))
                .findAny()
                .orElseThrow(() -> Flaw.invalid("url must be one of " + urls(_ -> true)));
    }

    /**
     * @param providerType of the model that was asked for
     */
    void checkTakenBy(String providerType) throws Flaw {
        if (!isTakenBy(providerType)) {
            throw Flaw.invalid(
                    "for this model, url must be one of "
                            + urls(each -> each.providerTypes.contains(providerType)));
        }
    }

    boolean isTakenBy(String providerType) {
        return providerTypes.contains(providerType);
    }

    private static String urls(Predicate<Endpoint> which) {
        return ALL.stream().filter(which).map(Endpoint::url).collect(Collectors.joining(", "));
    }
}
