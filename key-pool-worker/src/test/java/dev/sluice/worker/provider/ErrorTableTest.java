package dev.sluice.worker.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.record.ErrorClass;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes beside those of the conformance files, from providers' documentation. */
class ErrorTableTest {

    @ParameterizedTest(name = "{0} {1} {2} {3} is {4}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            textBlock =
                    """
                    429 | insufficient_quota | insufficient_quota | You exceeded your current quota | BILLING
                    429 | ''                 | ''                 | ''                              | RATE_LIMIT
                    413 | tokens             | rate_limit_exceeded | Request too large for model on tokens per minute | RATE_LIMIT
                    400 | ''                 | ''                 | context limit exceeded          | CONTEXT_WINDOW
                    400 | invalid_request_error | context_length_exceeded | too long               | CONTEXT_WINDOW
                    400 | ''                 | content_filter     | The response was filtered       | CONTENT_POLICY
                    400 | ''                 | ''                 | rejected as a result of our safety system | CONTENT_POLICY
                    403 | content_policy_violation | 403          | your input was flagged          | CONTENT_POLICY
                    403 | ''                 | Forbidden          | blocked: may violate our content policy | AUTH
                    403 | access_terminated  | ''                 | Your account was flagged        | AUTH
                    400 | INVALID_ARGUMENT   | 400                | API key not valid. Please pass a valid API key. | AUTH
                    403 | permission_error   | ''                 | Invalid API Key format          | AUTH
                    403 | permission_error   | ''                 | no permission to use the resource | MODEL_ACCESS
                    403 | invalid_request_error | model_not_found | Project does not have access    | MODEL_ACCESS
                    403 | permissions_error  | model_permission_blocked_org | blocked               | MODEL_ACCESS
                    404 | ''                 | ''                 | model 'xyz' not found           | MODEL_ACCESS
                    404 | ''                 | 404                | No endpoints found for x/y      | MODEL_ACCESS
                    404 | NOT_FOUND          | 404                | models/gemini-1.0 is not found  | MODEL_ACCESS
                    404 | NOT_FOUND          | 404                | models/gemini-2.0 is no longer available | MODEL_GONE
                    400 | invalid_request_error | model_decommissioned | decommissioned             | MODEL_GONE
                    410 | ''                 | ''                 | ''                              | MODEL_GONE
                    404 | invalid_request_error | ''              | Invalid URL (POST /v1/chat/x)   | UNKNOWN
                    405 | ''                 | ''                 | method not allowed              | UNKNOWN
                    520 | ''                 | ''                 | web server is unhappy           | UNKNOWN
                    422 | validation_error   | ''                 | Input validation error          | INVALID_REQUEST
                    400 | ServiceQuotaExceededException | ''      | ''                              | INVALID_REQUEST
                    503 | ''                 | ''                 | Your credit balance service is unavailable | SERVER_ERROR
                    503 | overloaded_error   | ''                 | Overloaded                      | OVERLOADED
                    502 | ''                 | ''                 | Bad gateway                     | SERVER_ERROR
                    504 | ''                 | ''                 | Gateway timeout                 | SERVER_ERROR
                    408 | ''                 | ''                 | ''                              | TIMEOUT
                    400 | FAILED_PRECONDITION | 400               | not available in your country   | REGION_BLOCKED
                    400 | FAILED_PRECONDITION | ''                | Publisher Model is not servable in region us | MODEL_ACCESS
                    200 | server_error       | ''                 | sorry                           | SERVER_ERROR
                    200 | invalid_request_error | ''              | bad                             | INVALID_REQUEST
                    200 | ''                 | ''                 | what is this                    | UNKNOWN
                    """)
    void theFirstRowThatFitsDecides(
            int status, String type, String code, String message, ErrorClass expected) {
        ErrorWords words = new ErrorWords(Optional.of(status), type, code, message, "");

        assertThat(ErrorTable.classify(words)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    connection reset           | NETWORK
                    read timed out             | TIMEOUT
                    context deadline exceeded  | TIMEOUT
                    """)
    void withoutAnAnswerTheMessageDecides(String message, ErrorClass expected) {
        ErrorWords words = new ErrorWords(Optional.empty(), "", "", message, "");

        assertThat(ErrorTable.classify(words)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "a 404 that names the field {0} is {1}")
    @CsvSource({"previous_response_id,INVALID_REQUEST", "'',UNKNOWN"})
    void aMissingThingThatTheRequestNamedIsItsOwnFault(String param, ErrorClass expected) {
        ErrorWords words =
                new ErrorWords(
                        Optional.of(404), "invalid_request_error", "", "No response found", param);

        assertThat(ErrorTable.classify(words)).isEqualTo(expected);
    }
}
