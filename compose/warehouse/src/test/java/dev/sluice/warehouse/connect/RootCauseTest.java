package dev.sluice.warehouse.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

class RootCauseTest {

    @Test
    void theInnermostReasonIsOneLine() {
        String trace =
                """
                org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask due to unrecoverable exception.
                \tat org.apache.kafka.connect.runtime.WorkerSinkTask.deliverMessages(WorkerSinkTask.java:633)
                Caused by: org.apache.kafka.connect.errors.ConnectException: JDBC sink connector failure
                \t... 10 more
                Caused by: org.postgresql.util.PSQLException: ERROR: value too long for type character varying(20)
                  Position: 13
                \tat org.postgresql.core.v3.QueryExecutorImpl.receiveErrorResponse(QueryExecutorImpl.java:2733)
                """;

        assertThat(RootCause.of(trace))
                .isEqualTo("PSQLException: ERROR: value too long for type character varying(20)");
    }

    @Test
    void aTraceWithoutACauseIsItsFirstLine() {
        assertThat(RootCause.of("java.lang.IllegalStateException: why\n\tat x.Y.z(Y.java:1)\n"))
                .isEqualTo("IllegalStateException: why");
        assertThat(RootCause.of("java.lang.NullPointerException\n\tat x.Y.z(Y.java:1)\n"))
                .isEqualTo("NullPointerException");
        assertThat(RootCause.of("")).isEqualTo("no reason given");
    }

    @Test
    void itIsNotLongerThanALineShouldBe() {
        assertThat(RootCause.of("x.Y: " + "a".repeat(2_000))).hasSizeLessThan(600).endsWith("…");
    }

    @Test
    void aTraceAsConnectKeepsItIsUnderstood() {
        ConnectException failure =
                new ConnectException("outer", new IllegalArgumentException("the reason"));
        java.io.StringWriter trace = new java.io.StringWriter();
        failure.printStackTrace(new java.io.PrintWriter(trace));

        assertThat(RootCause.of(trace.toString()))
                .isEqualTo("IllegalArgumentException: the reason");
    }
}
