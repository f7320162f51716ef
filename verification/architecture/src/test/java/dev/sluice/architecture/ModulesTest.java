package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The stages know the contracts and nothing of each other: each can be run, tested and replaced
 * alone.
 */
class ModulesTest {

    private static final String CONTRACTS = "dev.sluice.schemas";
    private static final String CONFIG = "dev.sluice.config";
    private static final String STREAMS = "dev.sluice.streams";
    private static final String CLIENT = "dev.sluice.client";

    private static final Map<String, Set<String>> MAY_USE =
            Map.ofEntries(
                    Map.entry(CONTRACTS, Set.of()),
                    Map.entry(CONFIG, Set.of(CONTRACTS)),
                    Map.entry(STREAMS, Set.of(CONTRACTS, CONFIG)),
                    Map.entry(CLIENT, Set.of(CONTRACTS)),
                    Map.entry("dev.sluice.door", Set.of(CONTRACTS, CONFIG, CLIENT)),
                    Map.entry("dev.sluice.delivery", Set.of(CONTRACTS, CONFIG)),
                    Map.entry("dev.sluice.worker", Set.of(CONTRACTS, CONFIG)),
                    Map.entry("dev.sluice.dispatcher", Set.of(CONTRACTS, CONFIG, STREAMS)),
                    Map.entry("dev.sluice.ledger", Set.of(CONTRACTS, CONFIG, STREAMS)),
                    Map.entry("dev.sluice.connect", Set.of(CONTRACTS)),
                    Map.entry(
                            "dev.sluice.warehouse",
                            Set.of(CONTRACTS, "dev.sluice.app", "dev.sluice.connect")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                CONTRACTS,
                CONFIG,
                STREAMS,
                CLIENT,
                "dev.sluice.door",
                "dev.sluice.delivery",
                "dev.sluice.worker",
                "dev.sluice.dispatcher",
                "dev.sluice.ledger",
                "dev.sluice.connect",
                "dev.sluice.warehouse"
            })
    void aModuleUsesOnlyThoseBelowIt(String module) {
        Set<String> below = MAY_USE.getOrDefault(module, Set.of());

        List<String> violations =
                Production.ALL.stream()
                        .filter(type -> Packages.isWithin(module, type.getPackageName()))
                        .map(JavaClass::getDirectDependenciesFromSelf)
                        .flatMap(Set::stream)
                        .filter(use -> isOfAnother(use, module, below))
                        .map(Dependency::getDescription)
                        .sorted()
                        .toList();

        assertThat(violations).as("uses outside of %s and %s", module, below).isEmpty();
    }

    @Test
    void everyModuleHasItsRule() {
        assertThat(
                        Production.ALL.stream()
                                .map(type -> Packages.module(type.getPackageName()))
                                .filter(module -> !module.equals("dev.sluice.app"))
                                .distinct())
                .as("modules; a new one gets a line in MAY_USE")
                .containsExactlyInAnyOrderElementsOf(MAY_USE.keySet());
    }

    private static boolean isOfAnother(Dependency use, String module, Set<String> below) {
        String target = use.getTargetClass().getBaseComponentType().getPackageName();
        return Packages.isWithin("dev.sluice", target)
                && !Packages.isWithin(module, target)
                && below.stream().noneMatch(allowed -> Packages.isWithin(allowed, target));
    }
}
