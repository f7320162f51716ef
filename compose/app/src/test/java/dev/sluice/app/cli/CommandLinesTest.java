package dev.sluice.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line alone decides: no Kafka is asked. */
class CommandLinesTest {

    @Test
    void the_programs_help_lists_every_command() {
        Ran ran = Ran.of("--help");

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains(
                        "demo",
                        "up",
                        "run",
                        "publish",
                        "cancel",
                        "results",
                        "replay",
                        "queue",
                        "spend",
                        "audit",
                        "config",
                        "topics",
                        "simulator",
                        "warehouse");
    }

    @Test
    void a_program_without_the_warehouse_says_how_to_get_it() {
        Ran ran = Ran.of("warehouse", "check", "--wait", "5");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .hasLineCount(1)
                .contains("run `./sluice warehouse check --wait 5` from the sources");
    }

    @ParameterizedTest
    @CsvSource({
        "demo, --json",
        "up, --config=FILE",
        "up, --kafka-port=N",
        "run, --instance=NAME",
        "run, --health-port=N",
        "run, --host=ADDRESS",
        "up, --host=ADDRESS",
        "simulator, --latency=TIME",
        "topics create, --wait=TIME",
        "publish, --key=ID",
        "publish, --fallback=WORD",
        "cancel, --key=ID",
        "cancel, --secret-env=NAME",
        "publish, --secret-env=NAME",
        "virtual-key, --config=FILE",
        "virtual-key, --secret-stdin",
        "cancel, REQUEST_ID",
        "results, --follow",
        "replay, --workflow=ID",
        "replay, --from=P:O",
        "queue, --dispatcher=URL",
        "queue, REQUEST_ID",
        "up, --health-port=N",
        "spend, --day=YYYY-MM-DD",
        "audit, verify",
        "audit verify, --config=FILE",
        "config, validate",
        "config validate, FILE",
        "topics, create",
        "topics create, --replication-factor"
    })
    void every_command_has_a_help_that_names_what_it_takes(String command, String option) {
        for (String help : List.of("--help", "-h")) {
            Ran ran = Ran.of((command + " " + help).split(" "));

            assertThat(ran.code()).isZero();
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out())
                    .startsWith("Usage: sluice " + command)
                    .contains(option)
                    .doesNotContain("${");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "run",
                "publish",
                "results",
                "replay",
                "queue",
                "spend",
                "keys",
                "audit verify",
                "topics create",
                "simulator"
            })
    void a_default_is_told_in_the_help(String command) {
        assertThat(Ran.of((command + " --help").split(" ")).out()).contains("default: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing                     | Unmatched argument at index 0: 'nothing'",
                "demo --fast                 | Unknown option: '--fast'",
                "up --http-port eighty       | Invalid value for option '--http-port': 'eighty' is not an int",
                "run worker --kafka h:1 --watch | --watch needs a file to watch: name it with --config FILE",
                "run worker --config nowhere.yaml --kafka h:1 | cannot read the configuration nowhere.yaml",
                "run worker --kafka h:1 --standbys -1 | --standbys is at least 0, not -1",
                "run                         | Missing required",
                "run worker --wait long      | Invalid value for option '--wait': 'long' is no time: write a number with ms, s, m, h or d, such as 30s",
                "run worker --health-port x  | Invalid value for option '--health-port': 'x' is not an int",
                "keys disable                | Missing required parameter: 'KEY'",
                "keys cool key-a             | Missing required option: '--for=TIME'",
                "keys cool key-a --for soon  | Invalid value for option '--for': 'soon' is no time",
                "keys cool key-a --for 31d   | --for is more than nothing and at most 30d",
                "publish f.jsonl             | Missing required option: '--key=ID'",
                "publish --key demo          | Missing required parameter: 'FILE'",
                "results --json extra        | Unmatched argument at index 2: 'extra'",
                "results --registry x:\\y    | Invalid value for option '--registry'",
                "queue one two               | Unmatched argument at index 2: 'two'",
                "queue --dispatcher http://127.0.0.1:1 | no dispatcher answers at http://127.0.0.1:1: does it run with --health-port?",
                "queue --dispatcher ''                | --dispatcher is http://HOST:PORT of a health port, several with commas between them, not ''",
                "queue not-an-id             | is not the id of a request: TOPIC.PARTITION.OFFSET",
                "cancel not-an-id --key k    | is not the id of a request: TOPIC.PARTITION.OFFSET",
                "limits --dispatcher http://127.0.0.1:1 | no dispatcher answers at http://127.0.0.1:1: does it run with --health-port?",
                "limits --key ''             | --key needs an id, and got nothing: leave it out for all of them",
                "limits --team ''            | --team needs an id",
                "limits --customer ''        | --customer needs an id",
                "keys --kafka nonsense       | --kafka is HOST:PORT, several with commas between them, not 'nonsense'",
                "keys --kafka ''             | --kafka is HOST:PORT, several with commas between them, not ''",
                "keys --kafka h:1,h          | --kafka is HOST:PORT, several with commas between them, not 'h:1,h'",
                "keys --kafka h:65536        | --kafka is HOST:PORT, several with commas between them, not 'h:65536'",
                "keys disable k --kafka h:   | --kafka is HOST:PORT, several with commas between them, not 'h:'",
                "keys cool k --for 0s        | --for is more than nothing and at most 30d",
                "spend --day yesterday       | Invalid value for option '--day': 'yesterday' is no day such as 2026-01-31",
                "replay                      | say what to replay: --workflow ID, --since 2h, or --from PARTITION:OFFSET",
                "replay --customer acme      | say what to replay",
                "replay --from 2             | --from is PARTITION:OFFSET such as 2:1500, not '2'",
                "replay --from 1:2 --to 2:3  | --from 1:2 and --to 2:3 are of different partitions",
                "replay --from 1:2 --since 1h | --from and --since say two things",
                "replay --to 2:3 --workflow w | --to needs --from of the same partition",
                "replay --workflow w --status broken | there is no status 'broken'; there are failed, expired",
                "replay --workflow w --status failed,answered | what was answered is never replayed",
                "replay --since soon         | --since is a time such as 30s, 10m, 2h, 1d, an ISO duration or an ISO instant, not 'soon'",
                "replay --since 0s           | --since 0s is not in the past",
                "replay --since 2999-01-01T00:00:00Z | --since 2999-01-01T00:00:00Z is not in the past",
                "replay --workflow w --deadline 2001-01-01T00:00:00Z | --deadline 2001-01-01T00:00:00Z is not in the future",
                "replay --workflow w --deadline later | --deadline is a time such as",
                "audit                       | say what to do: sluice audit verify",
                "config                      | say what to do: sluice config validate, diff, apply, show or history",
                "topics                      | say what to do: sluice topics create",
                "topics create --partitions many | Invalid value for option '--partitions': 'many' is not an int",
                "topics create --partitions 0 | stage partitions are from 1 to 1000, not 0",
                "topics create --replication-factor 0 | a replication factor is at least 1, not 0"
            })
    void what_is_wrong_with_the_line_is_said_and_ends_with_two(String line, String said) {
        Ran ran = Ran.of(words(line));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains(said).doesNotContain("\tat ");
    }

    /** As a shell takes them apart. */
    private static String[] words(String line) {
        return Stream.of(line.strip().split(" +"))
                .map(word -> word.equals("''") ? "" : word)
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "127.0.0.1:8082",
                "localhost:8082",
                "ftp://host:8082",
                "http://",
                "http:/host",
                "/host",
                "http://host:65536",
                "http://host:8082?x=1",
                "http://host:8082#x",
                "http://one:8082,two:8082",
                "http://one:8082,,http://two:8082"
            })
    void what_is_no_address_of_a_dispatcher_is_not_asked(String url) {
        for (String command : List.of("queue", "limits")) {
            Ran ran = Ran.of(command, "--dispatcher", url);

            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err())
                    .hasLineCount(1)
                    .startsWith("sluice: --dispatcher is http://HOST:PORT of a health port");
        }
    }

    @Test
    void a_role_that_there_is_not_is_said_with_those_that_there_are() {
        assertThat(Ran.of("run", "runner", "--config", "c.yaml", "--kafka", "127.0.0.1:1"))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                """
                                sluice: there is no role 'runner'; there are admission, placement, \
                                worker, ledger, delivery, http, dispatcher
                                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run worker --kafka 127.0.0.1:1 --config FILE",
                "up --config FILE",
                "simulator --config FILE",
                "audit verify --config FILE",
                "config validate FILE"
            })
    void a_configuration_that_is_not_there_ends_every_command_alike(
            String line, @TempDir Path folder) {
        String file = folder.resolve("none.yaml").toString();

        assertThat(Ran.of(line.replace("FILE", file).split(" ")))
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "sluice: cannot read the configuration "
                                        + file
                                        + ": NoSuchFileException; name another with --config FILE\n"));
    }

    @Test
    void a_delivery_with_nothing_to_deliver_is_told_what_is_missing(@TempDir Path folder)
            throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("c.yaml"),
                        """
                        providers: {echo: {type: echo, keys: [{id: e, secret: none}]}}
                        models: {echo: {provider: echo, max_output_tokens: 64}}
                        customers: {acme: {}}
                        prices: {echo: {input_per_million: 0, output_per_million: 0}}
                        audit: {root_key: "${env:NOT_NEEDED_HERE}"}
                        """);

        Ran ran = Ran.of("run", "delivery", "--config", file.toString(), "--kafka", "127.0.0.1:1");

        assertThat(ran)
                .isEqualTo(
                        new Ran(
                                2,
                                "",
                                "sluice: there is nothing to deliver: no customer in "
                                        + file
                                        + " has a results topic (customers.<id>.results)\n"));
    }
}
