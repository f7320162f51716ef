package dev.sluice.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PurityTest {

    private static final Set<String> CLOCKS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.time.Clock.systemUTC",
                    "java.time.Clock.systemDefaultZone",
                    "java.time.Clock.system",
                    "java.time.InstantSource.system",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.ThreadLocalRandom.current");

    /** Types that are made to be changed. */
    private static final Set<Class<?>> MUTABLE =
            Set.of(
                    java.util.concurrent.atomic.AtomicBoolean.class,
                    java.util.concurrent.atomic.AtomicInteger.class,
                    java.util.concurrent.atomic.AtomicLong.class,
                    java.util.concurrent.atomic.AtomicReference.class,
                    java.util.concurrent.atomic.LongAdder.class,
                    java.util.concurrent.ConcurrentMap.class,
                    java.util.AbstractCollection.class,
                    java.util.AbstractMap.class,
                    StringBuilder.class,
                    ThreadLocal.class,
                    Random.class);

    private static final ArchRule NO_CLOCK =
            noClasses()
                    .that(Packages.pure())
                    .should()
                    .callCodeUnitWhere(readsClockOrDice())
                    .because("time and randomness come in as arguments");

    private static final ArchRule NO_SLEEP =
            noClasses()
                    .should()
                    .callCodeUnitWhere(
                            describe(
                                    "sleep",
                                    call -> qualified(call).equals("java.lang.Thread.sleep")))
                    .because("what waits for something waits for that, and no longer");

    private static final ArchRule FINAL =
            noFields()
                    .that(isStatic())
                    .should()
                    .notBeFinal()
                    .because("state has one owner, and a class has none");

    private static final ArchRule CONSTANT =
            noFields()
                    .that(isStatic())
                    .should()
                    .haveRawType(
                            describe(
                                    "made to be changed",
                                    type -> MUTABLE.stream().anyMatch(type::isAssignableTo)))
                    .because("state has one owner, and a class has none");

    @Test
    void decisionsReadNoClockAndRollNoDice() {
        NO_CLOCK.check(Production.ALL);
    }

    @Test
    void nothingSleeps() {
        NO_SLEEP.check(Production.ALL);
    }

    @Test
    void staticFieldsAreFinal() {
        FINAL.check(Production.ALL);
    }

    @Test
    void staticFieldsHoldNoTypeThatIsMadeToChange() {
        CONSTANT.check(Production.ALL);
    }

    /** A rule that never found anything proves nothing. */
    @Test
    void aGuiltyClassIsFoundByEachRule() {
        JavaClasses guilty = new ClassFileImporter().importClasses(Guilty.class);

        assertThat(details(NO_CLOCK, guilty))
                .hasSize(4)
                .allSatisfy(detail -> assertThat(detail).contains("(PurityTest.java:"));
        assertThat(details(FINAL, guilty)).hasSize(1);
        assertThat(details(CONSTANT, guilty)).hasSize(1);
    }

    private static List<String> details(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }

    /** Does what a decision must not. */
    private static final class Guilty {
        private static final AtomicInteger COUNT = new AtomicInteger();
        private static int last = COUNT.get();

        // What it calls is never run: the rules read it only.
        @SuppressWarnings({"unused"})
        static long decide(Instant given) {
            last = new Random().nextInt() + new Random(1).nextInt();
            return last
                    + Instant.now().toEpochMilli()
                    + System.nanoTime()
                    + InstantSource.system().millis()
                    + Instant.now(Clock.fixed(given, ZoneOffset.UTC)).toEpochMilli();
        }
    }

    private static DescribedPredicate<JavaCall<?>> readsClockOrDice() {
        return describe(
                "read a clock or make a random number",
                call ->
                        CLOCKS.contains(qualified(call))
                                || isNow(call.getTarget())
                                || isRandom(call.getTarget()));
    }

    /** {@code Instant.now()} and its like; with a clock as an argument it is no reading of one. */
    private static boolean isNow(CodeUnitCallTarget target) {
        return target.getName().equals("now")
                && target.getOwner().getPackageName().equals("java.time")
                && target.getRawParameterTypes().isEmpty();
    }

    /** A random source with a given seed is a value; one without is dice. */
    private static boolean isRandom(CodeUnitCallTarget target) {
        return target.getName().equals("<init>")
                && target.getRawParameterTypes().isEmpty()
                && (target.getOwner().isEquivalentTo(Random.class)
                        || target.getOwner().isEquivalentTo(SecureRandom.class));
    }

    private static String qualified(JavaCall<?> call) {
        return call.getTargetOwner().getFullName() + "." + call.getTarget().getName();
    }

    private static DescribedPredicate<JavaField> isStatic() {
        return describe(
                "static and written by somebody",
                field ->
                        field.getModifiers().contains(JavaModifier.STATIC)
                                && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                                && Production.isWritten(field.getOwner()));
    }
}
