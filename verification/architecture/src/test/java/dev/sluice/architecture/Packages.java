package dev.sluice.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What kind of package a class stands in, by its name alone. */
final class Packages {

    /** Segments of packages that carry decisions out. */
    private static final Set<String> EDGES =
            Set.of("streams", "kafka", "http", "connect", "postgres");

    /** Sluice's own packages that a decision may speak of, beside those of its module. */
    private static final List<String> SHARED =
            List.of(
                    "dev.sluice.schemas.record",
                    "dev.sluice.schemas.id",
                    "dev.sluice.schemas.money",
                    "dev.sluice.schemas.topic",
                    "dev.sluice.schemas.url",
                    "dev.sluice.schemas.signature", // values: time and nonce come in
                    "dev.sluice.schemas.registry",
                    "dev.sluice.config",
                    "dev.sluice.client.wire");

    /** Programs put parts together; they are no decisions and no edge of one technology. */
    private static final List<String> PROGRAMS =
            List.of("dev.sluice.app", "dev.sluice.warehouse.cli", "dev.sluice.testing");

    /**
     * What an agent's own program sees. It hides that there is a Kafka edge, so it must stand
     * before it; no type of Kafka is in it.
     */
    private static final Set<String> FRONTS = Set.of("dev.sluice.client");

    /** Packages of a program that decide all the same. */
    private static final List<String> DECISIONS_OF_PROGRAMS =
            List.of(
                    "dev.sluice.app.bench.picture",
                    "dev.sluice.app.bench.plan",
                    "dev.sluice.app.keys",
                    "dev.sluice.app.replay");

    private Packages() {}

    /** Decides, and does nothing. */
    static DescribedPredicate<JavaClass> pure() {
        return DescribedPredicate.describe(
                "in a pure package", type -> isSluice(type) && isPure(type.getPackageName()));
    }

    static DescribedPredicate<JavaClass> edgeOf(String... segments) {
        Set<String> wanted = Set.of(segments);
        return DescribedPredicate.describe(
                "in a package of " + wanted,
                type -> segments(type.getPackageName()).stream().anyMatch(wanted::contains));
    }

    /** What a pure package may use without being on the list of libraries. */
    static DescribedPredicate<JavaClass> allowedInPure() {
        return DescribedPredicate.describe(
                "the JDK, JSpecify, records, ids, money, topics, signatures, registry,"
                        + " configuration or wire",
                type -> isAllowed(type.isArray() ? type.getBaseComponentType() : type));
    }

    /** Whether both are parts of one module. */
    static boolean sameModule(JavaClass one, JavaClass other) {
        return module(one.getPackageName()).equals(module(other.getPackageName()));
    }

    /** {@code dev.sluice.ledger} of {@code dev.sluice.ledger.audit}. */
    static String module(String packageName) {
        List<String> all = segments(packageName);
        return String.join(".", all.subList(0, Math.min(3, all.size())));
    }

    /** A library whose types are values, and the packages that may use it, each with its reason. */
    record Library(String prefix, Map<String, String> users) {
        boolean allows(JavaClass origin, JavaClass target) {
            return target.getPackageName().startsWith(prefix)
                    && users.keySet().stream()
                            .anyMatch(user -> isWithin(user, origin.getPackageName()));
        }
    }

    static boolean isWithin(String parent, String packageName) {
        return packageName.equals(parent) || packageName.startsWith(parent + ".");
    }

    private static boolean isPure(String packageName) {
        return segments(packageName).stream().noneMatch(EDGES::contains)
                && !FRONTS.contains(packageName)
                && (PROGRAMS.stream().noneMatch(program -> isWithin(program, packageName))
                        || DECISIONS_OF_PROGRAMS.contains(packageName));
    }

    private static boolean isAllowed(JavaClass type) {
        String name = type.getPackageName();
        return type.isPrimitive()
                || (name.startsWith("java.") && !name.startsWith("java.net.http"))
                || name.startsWith("javax.crypto")
                || name.startsWith("org.jspecify")
                || isAvroRecord(type)
                || SHARED.stream().anyMatch(shared -> isWithin(shared, name));
    }

    /** Generated records, and what Avro's own types lend them. */
    private static boolean isAvroRecord(JavaClass type) {
        return type.isAnnotatedWith("org.apache.avro.specific.AvroGenerated")
                || type.getPackageName().startsWith("org.apache.avro");
    }

    private static boolean isSluice(JavaClass type) {
        return isWithin("dev.sluice", type.getPackageName());
    }

    private static List<String> segments(String packageName) {
        return Arrays.asList(packageName.split("\\.", -1));
    }
}
