package dev.sluice.connect.converter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnakeCaseTest {

    @ParameterizedTest
    @CsvSource({
        "id, id",
        "requestId, request_id",
        "usageInputTokens, usage_input_tokens",
        "HTTPStatus, http_status",
        "sha256Hash, sha256_hash",
        "already_snake, already_snake",
        "X, x"
    })
    void aNameNeedsNoQuotesInSql(String avro, String column) {
        assertThat(SnakeCase.of(avro)).isEqualTo(column);
    }
}
