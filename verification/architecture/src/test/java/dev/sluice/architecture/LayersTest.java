package dev.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LayersTest {

    private static final DescribedPredicate<JavaClass> WRITTEN =
            DescribedPredicate.describe("written by somebody", Production::isWritten);

    /** Libraries of values only: they neither wait nor remember. */
    private static final List<Packages.Library> LIBRARIES =
            List.of(
                    new Packages.Library(
                            "com.fasterxml.jackson",
                            Map.of(
                                    "dev.sluice.door", "writes errors and checks bodies in JSON",
                                    "dev.sluice.delivery", "writes the Batch output line",
                                    "dev.sluice.dispatcher.admission.ingress",
                                            "reads a request's JSON and rewrites its body",
                                    "dev.sluice.dispatcher.admission.tokens",
                                            "walks through a body to count its tokens",
                                    "dev.sluice.worker.provider", "reads what providers say")),
                    new Packages.Library(
                            "com.knuddels.jtokkit",
                            Map.of(
                                    "dev.sluice.dispatcher.admission.tokens",
                                    "counts a request's tokens")),
                    new Packages.Library(
                            "dev.cel",
                            Map.of(
                                    "dev.sluice.config.cel",
                                    "compiles and evaluates the conditions of rules")),
                    new Packages.Library(
                            "com.google.common.collect",
                            Map.of(
                                    "dev.sluice.config.cel",
                                    "the lists in which CEL hands out trees")),
                    new Packages.Library(
                            "org.snakeyaml.engine",
                            Map.of(
                                    "dev.sluice.config.yaml",
                                    "keeps line and column of each key for its errors")));

    @Test
    void theWholeProgramIsLookedAt() {
        assertThat(Production.ALL.stream().map(JavaClass::getPackageName).distinct())
                .contains(
                        "dev.sluice.app",
                        "dev.sluice.client.wire",
                        "dev.sluice.config",
                        "dev.sluice.delivery",
                        "dev.sluice.dispatcher.admission",
                        "dev.sluice.dispatcher.placement",
                        "dev.sluice.door",
                        "dev.sluice.ledger.audit",
                        "dev.sluice.schemas.topic",
                        "dev.sluice.warehouse.check",
                        "dev.sluice.worker.lane");
    }

    @Test
    void decisionsUseValuesOnly() {
        classes()
                .that(Packages.pure())
                .and(WRITTEN)
                .should(useOnlyValues())
                .because(
                        "a decision is a function of state, event and time: it can be tested as a table")
                .check(Production.ALL);
    }

    @Test
    void theListOfLibrariesHasNoDeadLine() {
        List<String> dead =
                LIBRARIES.stream()
                        .flatMap(library ->
                                library.users().keySet().stream()
                                        .filter(user -> !isUsed(user, library.prefix()))
                                        .map(user -> user + " uses no " + library.prefix()))
                        .toList();

        assertThat(dead).isEmpty();
    }

    @Test
    void kafkaIsUsedInStreamsKafkaAndConnectPackagesOnly() {
        noClasses()
                .that(not(Packages.edgeOf("streams", "kafka", "connect")))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.kafka..", "kafka.."))
                .because("everything else works, and is tested, without a broker")
                .check(Production.ALL);
    }

    @Test
    void httpIsUsedInHttpPackagesAndTheSimulatorOnly() {
        noClasses()
                .that(not(Packages.edgeOf("http")))
                .and(not(resideInAPackage("dev.sluice.app.sim..")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "java.net.http..", "io.helidon..", "com.sun.net.httpserver.."))
                .because("everything else works, and is tested, without a network")
                .check(Production.ALL);
    }

    @Test
    void databasesAreUsedInPostgresPackagesOnly() {
        noClasses()
                .that(not(Packages.edgeOf("postgres")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql.."))
                .because("everything else works, and is tested, without a database")
                .check(Production.ALL);
    }

    @Test
    void celIsUsedBehindConditionsOnly() {
        noClasses()
                .that(not(resideInAPackage("dev.sluice.config.cel..")))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                "dev.cel..", "com.google.common..", "com.google.protobuf.."))
                .because("a rule's condition is an interface, and its language can be another")
                .check(Production.ALL);
    }

    private static ArchCondition<JavaClass> useOnlyValues() {
        return new ArchCondition<>("use values only") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                origin.getDirectDependenciesFromSelf().stream()
                        .filter(LayersTest::isForbidden)
                        .forEach(use ->
                                events.add(
                                        SimpleConditionEvent.violated(use, use.getDescription())));
            }
        };
    }

    private static boolean isUsed(String user, String prefix) {
        return Production.ALL.stream()
                .filter(type -> Packages.isWithin(user, type.getPackageName()))
                .filter(Packages.pure())
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .anyMatch(use -> use.getTargetClass().getPackageName().startsWith(prefix));
    }

    private static boolean isForbidden(Dependency use) {
        JavaClass origin = use.getOriginClass();
        JavaClass target = use.getTargetClass();
        boolean ownDecision = Packages.sameModule(origin, target) && Packages.pure().test(target);
        return !ownDecision
                && !Packages.allowedInPure().test(target)
                && LIBRARIES.stream().noneMatch(library -> library.allows(origin, target));
    }
}
