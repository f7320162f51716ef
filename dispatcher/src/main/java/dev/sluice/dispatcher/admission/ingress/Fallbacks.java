package dev.sluice.dispatcher.admission.ingress;

import dev.sluice.config.ActiveConfig;
import dev.sluice.config.ModelConfig;
import dev.sluice.config.VirtualKeys;
import dev.sluice.dispatcher.admission.request.RequestFacts;
import dev.sluice.dispatcher.admission.request.Route;
import dev.sluice.schemas.record.Attempt;
import dev.sluice.schemas.record.Body;
import dev.sluice.schemas.record.OnUnreachable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Which models may answer in place of the one asked for, and attempts at them. Any thread. */
public final class Fallbacks {

    private final VirtualKeys keys;
    private final Catalogue catalogue;
    private final long configVersion;

    public Fallbacks(ActiveConfig config) {
        this.keys = VirtualKeys.of(config.config());
        this.catalogue = new Catalogue(config);
        this.configVersion = config.version();
    }

    /** For a request that no rule sent anywhere. */
    public List<String> of(RequestFacts facts, String url) {
        return of(facts, Route.DIRECT, url);
    }

    /**
     * In the order of the model's route, or as a rule named them. None where neither the request
     * nor a rule allows it; left out are models that the virtual key may not use, and those whose
     * providers cannot be asked for the same.
     */
    public List<String> of(RequestFacts facts, Route route, String url) {
        return route
                .chain()
                .map(Route.Chain::models)
                .orElseGet(
                        () -> facts.wishes().allowFallback() ? configured(facts, route) : List.of())
                .stream()
                .filter(model -> isAllowed(facts, model) && isTaken(model, url))
                .toList();
    }

    /** Not the model that a rule led away from. */
    private List<String> configured(RequestFacts facts, Route route) {
        return catalogue
                .model(route.head(facts.model()))
                .map(ModelConfig::fallback)
                .orElseGet(List::of)
                .stream()
                .filter(model -> !model.equals(facts.model()))
                .toList();
    }

    /** Whether the virtual key may use the model. */
    public boolean isAllowed(RequestFacts facts, String model) {
        return keys.find(facts.tenant().getVirtualKey())
                .filter(entry -> entry.key().models().contains(model))
                .isPresent();
    }

    /** Whether all providers of the model can be asked for this. */
    public boolean isTaken(String model, String url) {
        try {
            Endpoint endpoint = Endpoint.of(url);
            return catalogue.model(model).filter(it -> catalogue.takes(it, endpoint)).isPresent();
        } catch (Flaw gone) {
            return false;
        }
    }

    /**
     * An attempt at another model in place of {@code work}: its body with the model's name and at
     * most the model's output, its price, its pool, and no lane excluded.
     *
     * @param orElse what may still be tried after it: where there is something, it is not to wait
     *     for what it cannot reach
     * @return empty where there is no such model any more
     */
    public Optional<Attempt> draft(
            Attempt work, RequestFacts facts, String model, List<String> orElse) {
        Optional<ModelConfig> found = catalogue.model(model);
        return found.flatMap(it -> draft(work, facts, it))
                .map(draft ->
                        draft.setRefuseUnreachable(refusesUnreachable(facts, orElse)).build());
    }

    private Optional<Attempt.Builder> draft(Attempt work, RequestFacts facts, ModelConfig model) {
        if (!(work.getBody().getContent() instanceof ByteBuffer bytes)) {
            return Optional.empty();
        }
        try {
            RequestBody body = RequestBody.of(work.getUrl(), Json.read(bytes), bytes.remaining());
            int output = body.rewriteForOther(model, Endpoint.of(work.getUrl()));
            int input = body.count(catalogue.counter(model)).total();
            Attempt.Builder attempt = Attempt.newBuilder(work);
            return Optional.of(
                    catalogue
                            .address(attempt, model, facts)
                            .setBody(new Body(body.bytes()))
                            .setInputTokens(input)
                            .setMaxOutputTokens(output)
                            .setReservation(catalogue.reservation(model.name(), input, output))
                            .setExcludedLanes(List.of())
                            .setRetry(false)
                            .setConfigVersion(configVersion));
        } catch (Flaw unfit) {
            return Optional.empty();
        }
    }

    /** Also where another model could answer: it then falls back instead of waiting in vain. */
    public static boolean refusesUnreachable(RequestFacts facts, List<String> orElse) {
        return facts.wishes().onUnreachable() == OnUnreachable.REFUSE || !orElse.isEmpty();
    }
}
