package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesTest {

    @ParameterizedTest
    @CsvSource({
        "dev.sluice.ledger, dev.sluice.ledger",
        "dev.sluice.ledger.audit, dev.sluice.ledger",
        "dev.sluice.schemas.registry, dev.sluice.schemas",
        "dev.sluice, dev.sluice",
    })
    void aModuleIsTheFirstThreeSegments(String name, String module) {
        assertThat(Packages.module(name)).isEqualTo(module);
    }

    @ParameterizedTest
    @CsvSource({
        "dev.sluice.app, dev.sluice.app, true",
        "dev.sluice.app, dev.sluice.app.sim, true",
        "dev.sluice.app, dev.sluice.apple, false",
        "dev.sluice.app.sim, dev.sluice.app, false",
    })
    void aPackageIsWithinItsParents(String parent, String name, boolean within) {
        assertThat(Packages.isWithin(parent, name)).isEqualTo(within);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sluice.door",
                "dev.sluice.worker.lane",
                "dev.sluice.config",
                "dev.sluice.client.wire",
                "dev.sluice.app.replay",
                "dev.sluice.warehouse.check"
            })
    void decisionsArePure(String name) {
        assertThat(inPackage(name)).isNotEmpty().allMatch(Packages.pure());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.sluice.door.http",
                "dev.sluice.schemas.kafka",
                "dev.sluice.ledger.streams",
                "dev.sluice.client",
                "dev.sluice.connect.converter",
                "dev.sluice.warehouse.postgres",
                "dev.sluice.warehouse.cli",
                "dev.sluice.app"
            })
    void edgesAndProgramsAreNot(String name) {
        assertThat(inPackage(name)).isNotEmpty().noneMatch(Packages.pure());
    }

    @Test
    void valuesOfTheJdkAreAllowedAndItsHttpClientIsNot() {
        assertThat(new ClassFileImporter().importClasses(String.class, java.time.Instant.class))
                .allMatch(Packages.allowedInPure());
        assertThat(new ClassFileImporter().importClasses(java.net.http.HttpClient.class))
                .noneMatch(Packages.allowedInPure());
    }

    private static List<JavaClass> inPackage(String name) {
        return Production.ALL.stream().filter(type -> type.getPackageName().equals(name)).toList();
    }
}
