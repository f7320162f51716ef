package dev.sluice.architecture.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A rule that never found anything proves nothing: each finds what it is for in a small example.
 */
class RulesTest {

    @ParameterizedTest
    @CsvSource({
        "RequestManager, Manager",
        "KafkaUtils, Utils",
        "DataStore, Data",
        "AbstractLane, Abstract",
        "TopicInfo, Info",
        "HTTPHelper, Helper",
        "Database, ",
        "Informer, ",
        "BasedOn, ",
        "Utilization, ",
    })
    void aWordIsBannedAsAWordOnly(String name, String word) {
        assertThat(Names.bannedWord(name).orElse(null)).isEqualTo(word);
    }

    @Test
    void processIsANameOnlyWhereALibraryAsksForIt() {
        JavaFile file =
                java(
                        """
                        class A {
                            void process() {}
                            @Override
                            public void handle() {}
                        }
                        """);

        assertThat(Names.check(file)).extracting(Violation::line).containsExactly(2L);
    }

    @Test
    void linesBetweenTheBracesAreCounted() {
        JavaFile file =
                java(
                        """
                        class A {
                            A() {
                                // one
                                this(
                                        2);
                            }
                            void none() {}
                            abstract void bodiless();
                        }
                        """);

        assertThat(Methods.of(file)).extracting(Methods.Method::bodyLines).containsExactly(3L, 0L);
        assertThat(Budgets.longMethods(List.of(file), 2))
                .extracting(Violation::line)
                .containsExactly(2L);
    }

    @Test
    void aFileOverItsBudgetIsNamed() {
        JavaFile file = java(String.join("\n", Collections.nCopies(11, "// x")));

        assertThat(Budgets.longFiles(List.of(file), 10))
                .singleElement()
                .hasToString("src/main/java/A.java:11: a file has at most 10 lines, not 11");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 2", "0.9, 9", "1.0, 9"})
    void aQuantileIsTheSizeThatTheShareDoesNotExceed(double share, long size) {
        assertThat(Budgets.quantile(List.of(1L, 9L, 2L), each -> each, share)).isEqualTo(size);
    }

    @Test
    void sleepIsFoundInAnyForm() {
        JavaFile file =
                java(
                        """
                        class A {
                            void a() throws Exception {
                                Thread.sleep(1);
                                TimeUnit.SECONDS.sleep(1);
                                other.sleep(1);
                            }
                        }
                        """);

        assertThat(Sleeps.check(file)).extracting(Violation::line).containsExactly(3L, 4L);
    }

    @Test
    void aPackageFileHasItsMarkAndItsSentence() {
        assertThat(PackageFile.check(java("package a;"))).hasSize(2);
        assertThat(PackageFile.check(java("/** A. */\n@NullMarked\npackage a;"))).isEmpty();
    }

    @Test
    void deadLinksAreFoundOutsideOfCode() {
        Markdown document =
                markdown(
                        """
                        # A title: with `code`
                        [good](b.md) [web](https://example.org/x) [bad](c.md)
                        [up](../up.md) `[code](d.md)` [here](#a-title-with-code) [gone](#nothing)
                        ```
                        [fenced](e.md)
                        ```
                        """);
        Set<Path> there = Set.of(Path.of("docs/a.md"), Path.of("docs/b.md"), Path.of("up.md"));

        assertThat(
                        document.deadLinks(
                                there::contains, anchor -> document.hasHeading(anchor.heading())))
                .extracting(Violation::toString)
                .containsExactly(
                        "docs/a.md:2: a dead link: c.md", "docs/a.md:3: a dead link: #nothing");
    }

    @Test
    void classesThatAreGoneAreFoundInCodeToo() {
        Markdown document =
                markdown(
                        """
                        See `dev.sluice.door.Here`, `Here.java` and dev.sluice.door.Gone.
                        ```
                        java dev.sluice.app.Main Gone.java
                        ```
                        """);

        assertThat(
                        document.unknownNames(
                                Set.of("dev.sluice.door.Here", "dev.sluice.app.Main")::contains,
                                Set.of("Here.java")::contains))
                .extracting(Violation::toString)
                .containsExactly(
                        "docs/a.md:1: no such class: dev.sluice.door.Gone",
                        "docs/a.md:3: no such source file: Gone.java");
    }

    private static JavaFile java(String text) {
        return JavaFile.of("src/main/java/A.java", text);
    }

    private static Markdown markdown(String text) {
        return new Markdown(Path.of("docs/a.md"), text.lines().toList());
    }
}
