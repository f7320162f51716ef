package dev.sluice.config.yaml;

import dev.sluice.config.CustomerConfig;
import dev.sluice.config.KeySecret;
import dev.sluice.config.KeyValidity;
import dev.sluice.schemas.record.OnLimit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A virtual key of a tree without error. */
final class VirtualKeyReader {

    private VirtualKeyReader() {}

    static CustomerConfig.VirtualKey read(Known key) {
        return new CustomerConfig.VirtualKey(
                key.text("id"),
                secrets(key),
                Set.copyOf(key.words("models")),
                LimitReader.limits(key),
                new KeyValidity(
                        key.text("disabled").equals("true")
                                ? KeyValidity.Use.DISABLED
                                : KeyValidity.Use.ENABLED,
                        key.find("expires_at").flatMap(PointInTime::read)),
                whenFull(key),
                ConfigBuilder.cache(key));
    }

    private static CustomerConfig.WhenFull whenFull(Known key) {
        return new CustomerConfig.WhenFull(
                key.text("on_limit").equals("reject") ? OnLimit.REJECT : OnLimit.PARK,
                key.text("on_budget").equals("park")
                        ? CustomerConfig.OnBudget.PARK
                        : CustomerConfig.OnBudget.REFUSE,
                key.has("max_parked")
                        ? OptionalInt.of(key.number("max_parked"))
                        : OptionalInt.empty());
    }

    private static List<KeySecret> secrets(Known key) {
        if (key.has("secret_sha256")) {
            return List.of(
                    new KeySecret(
                            key.text("secret_sha256"), key.find("signing_key"), Optional.empty()));
        }
        return key.list("secrets").stream()
                .map(secret ->
                        new KeySecret(
                                secret.text("sha256"),
                                secret.find("signing_key"),
                                secret.find("until").flatMap(PointInTime::read)))
                .toList();
    }
}
