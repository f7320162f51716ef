package dev.sluice.dispatcher.admission.ingress;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What may be asked for.
 *
 * @param caps fields of a body there that cap the output; the first is written where there is none;
 *     empty where there is no output
 * @param providerTypes that take it
 */
record Endpoint(String url, List<String> caps, Set<String> providerTypes) {

    private static final List<Endpoint> ALL =
            List.of(
                    new Endpoint(
                            "/v1/chat/completions",
                            List.of("max_tokens", "max_completion_tokens"),
                            Set.of("openai", "anthropic", "gemini", "echo")),
                    new Endpoint(
                            "/v1/completions", List.of("max_tokens"), Set.of("openai", "echo")),
                    new Endpoint("/v1/embeddings", List.of(), Set.of("openai")),
                    new Endpoint("/v1/messages", List.of("max_tokens"), Set.of("anthropic")),
                    new Endpoint("/v1/responses", List.of("max_output_tokens"), Set.of("openai")));

    static Endpoint of(String url) throws Flaw {
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
