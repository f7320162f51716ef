package dev.sluice.config.yaml;

import dev.sluice.config.Price;
import dev.sluice.config.SecretRef;
import dev.sluice.config.yaml.Tree.Entries;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads a configuration as a whole: all of its errors at once, one for each cause, or a checked
 * configuration. Reads nothing but the text, so it does not see whether a secret can be resolved:
 * that is {@link dev.sluice.config.secret.SecretCheck}.
 */
public final class ConfigParser {

    private ConfigParser() {}

    /**
     * @param source name of the file, for messages
     */
    public static ParsedConfig parse(String yaml, String source) {
        Findings findings = new Findings();
        Optional<Entries> root = TreeReader.read(yaml, findings);
        root.ifPresent(tree -> check(tree, findings));
        return root.isPresent() && findings.none()
                ? valid(root.get(), source)
                : new ParsedConfig.Invalid(source, findings.sorted());
    }

    /**
     * The prices of a document, whatever else it says: one that another release wrote, and this one
     * would not take, still settles what was reserved by it. Prices that cannot be read are left
     * out.
     */
    public static List<Price> prices(String yaml) {
        return TreeReader.read(yaml, new Findings()).stream()
                .map(tree -> new Known(tree, KnownKeys.DOCUMENT).maps("prices"))
                .flatMap(prices -> prices.entrySet().stream())
                .filter(price -> isPrice(price.getValue()))
                .map(price -> ConfigBuilder.price(price.getKey(), price.getValue()))
                .toList();
    }

    private static boolean isPrice(Known price) {
        return price.shape().names().stream()
                .allMatch(name ->
                        price.find(name).filter(text -> isDollars(price, name, text)).isPresent());
    }

    private static boolean isDollars(Known price, String name, String text) {
        return price.shape().key(name).shape() instanceof Scalar scalar
                && scalar.fault(text).isEmpty();
    }

    // Each looks only at what the ones before it left clean, so that a cause is told once.
    private static void check(Entries tree, Findings findings) {
        Document document = new Document(tree);
        ShapeCheck.check(tree, findings);
        LimitCheck.check(document, findings);
        IdentityCheck.check(document, findings);
        ReferenceCheck.check(document, findings);
        ProviderCheck.check(document, findings);
        GroupCheck.check(document, findings);
        RouteCheck.check(document, findings);
        EstimationCheck.check(document, findings);
        PoolCheck.check(document, findings);
        RuleCheck.check(document, findings);
        PolicyCheck.check(document, findings);
        ResultsCheck.check(document, findings);
        KeySecretsCheck.check(document, findings);
    }

    private static ParsedConfig valid(Entries tree, String source) {
        List<LocatedSecret> secrets = SecretFinder.find(tree);
        return new ParsedConfig.Valid(
                source,
                ConfigBuilder.build(new Known(tree, KnownKeys.DOCUMENT)),
                warnings(tree, secrets),
                secrets,
                Redaction.of(tree, secrets));
    }

    private static List<ConfigError> warnings(Entries tree, List<LocatedSecret> secrets) {
        // What an echo is called with protects nothing.
        Set<String> echoes =
                new Document(tree)
                        .providers().values().stream()
                                .filter(provider -> isEcho(provider))
                                .map(provider -> provider.path() + ".")
                                .collect(Collectors.toSet());
        Predicate<LocatedSecret> protects =
                secret -> echoes.stream().noneMatch(secret.path()::startsWith);
        return secrets.stream()
                .filter(secret -> secret.secret() instanceof SecretRef.Literal)
                .filter(protects)
                .map(secret ->
                        ConfigError.at(
                                secret.path(),
                                secret.at(),
                                "the secret is written out here; that is for trying out"
                                        + " only: use ${env:NAME} or ${file:path:key}"))
                .toList();
    }

    private static boolean isEcho(Entries provider) {
        return provider.text("type").map(Tree.Text::value).filter("echo"::equals).isPresent();
    }
}
