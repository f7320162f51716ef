package dev.sluice.worker.provider;

import static dev.sluice.worker.provider.ErrorRule.NO_ANSWER;
import static dev.sluice.worker.provider.ErrorRule.rule;

import dev.sluice.schemas.record.ErrorClass;
import java.util.List;
import java.util.Set;

/**
 * What refusals mean, as data: the first row that fits decides. Providers disagree on which status
 * carries which fact (a bad key is 400 at Gemini, an empty account 429 at OpenAI), so codes and
 * types go before words, and words before the bare status. Every row is held by a line of the
 * conformance files beside the tests.
 */
final class ErrorTable {

    private static final Set<Integer> TRANSIENT = Set.of(500, 502, 503, 504, 529);

    /** Where a provider names the key, words about limits or places do not change it. */
    private static final Set<Integer> KEY = Set.of(401, 403);

    /** The request was read and found wanting; 200 stands for an error inside a good answer. */
    private static final Set<Integer> REQUEST = Set.of(NO_ANSWER, 200, 400, 413, 422);

    private static final String[] MONEY = {
        "credit balance",
        "spend(ing)? (limit|cap)",
        "api usage limits",
        "prepayment credits",
        "credits are depleted",
        "insufficient (credits|balance|funds)",
        "requires billing to be enabled",
        "billing hard limit",
        "key limit exceeded",
        "account is not active"
    };

    private static final String[] CONTEXT = {
        "maximum context (length|limit|window)",
        "(longer|larger) than the (model's )?(maximum )?context",
        "exceed(s|ed)? (the )?(model's )?(maximum )?context (length|limit|window|size)",
        "context (length|limit|window|size) (is |was )?exceeded",
        "(prompt|input) is too long",
        "string too long. expected a string with maximum length",
        "input tokens? (count )?(\\(\\d+\\) )?exceeds? the (configured|maximum)",
        "reduce the length of the (messages|prompt|input)"
    };

    private static final String[] POLICY = {
        "content management policy",
        "content_(policy|filter)",
        "our safety system",
        "produced invalid content",
        "violates? (our|the) (usage|content) polic"
    };

    private static final String[] RATE = {
        "rate.?limit",
        "too many requests",
        "quota[ _]exceeded",
        "request limit",
        "throttl",
        "rate exceeded",
        "limit exceeded",
        "(requests|tokens) per (second|minute|hour|day)",
        "[rt]pm exceeded",
        "usage limit",
        "concurrent requests? limit",
        "resource.?exhausted",
        // The number alone may be an agent's own text sent back: only where it is said as a status.
        "^[^\\n]*\\n[^\\n]*\\n429\\b",
        "(status|error|http)( code)?:? 429\\b"
    };

    private static final String[] BAD_KEY = {
        "api.?key (is )?(not valid|invalid|expired)",
        "(invalid|incorrect) api.?key",
        "api key is valid",
        "security token"
    };

    private static final String GONE =
            "(deprecat|decommission|retired|end.of.(its.)?life|no longer available|removed)";

    private static final List<ErrorRule> MONEY_ROWS =
            List.of(
                    rule(ErrorClass.BILLING).status(402),
                    rule(ErrorClass.BILLING).code("insufficient_quota", "blocked_api_access"),
                    rule(ErrorClass.BILLING).type("insufficient_quota"),
                    rule(ErrorClass.BILLING).except(TRANSIENT).message(MONEY));

    private static final List<ErrorRule> REQUEST_ROWS =
            List.of(
                    rule(ErrorClass.CONTEXT_WINDOW).code("context_length_exceeded"),
                    rule(ErrorClass.CONTEXT_WINDOW).status(REQUEST).message(CONTEXT),
                    rule(ErrorClass.CONTENT_POLICY)
                            .code(
                                    "content_filter",
                                    "content_policy_violation",
                                    "ResponsibleAIPolicyViolation"),
                    rule(ErrorClass.CONTENT_POLICY).type("content_policy_violation"),
                    rule(ErrorClass.CONTENT_POLICY).status(REQUEST).words(POLICY));

    private static final List<ErrorRule> LOAD_ROWS =
            List.of(
                    rule(ErrorClass.RATE_LIMIT).status(429),
                    rule(ErrorClass.RATE_LIMIT).except(KEY).words(RATE),
                    rule(ErrorClass.OVERLOADED).status(529),
                    rule(ErrorClass.OVERLOADED).except(KEY).type("overloaded_error"),
                    rule(ErrorClass.OVERLOADED).status(200, 500, 502, 503).words("overloaded"),
                    rule(ErrorClass.SERVER_ERROR).status(TRANSIENT),
                    rule(ErrorClass.SERVER_ERROR)
                            .status(200)
                            .type("server_error", "api_error", "internal_error", "INTERNAL"),
                    rule(ErrorClass.TIMEOUT).status(408));

    private static final List<ErrorRule> KEY_ROWS =
            List.of(
                    rule(ErrorClass.REGION_BLOCKED).code("unsupported_country_region_territory"),
                    rule(ErrorClass.REGION_BLOCKED)
                            .status(200, 400, 403)
                            .message(
                                    "unsupported countr",
                                    "location is not supported",
                                    "not available in your (country|region)"),
                    rule(ErrorClass.AUTH).status(401),
                    rule(ErrorClass.AUTH)
                            .type(
                                    "authentication_error",
                                    "UNAUTHENTICATED",
                                    "UnrecognizedClientException",
                                    "InvalidSignatureException",
                                    "ExpiredTokenException",
                                    "IncompleteSignatureException"),
                    rule(ErrorClass.AUTH).code("invalid_api_key", "organization_restricted"),
                    rule(ErrorClass.AUTH).status(200, 400, 403).message(BAD_KEY));

    private static final List<ErrorRule> MODEL_ROWS =
            List.of(
                    rule(ErrorClass.MODEL_GONE).status(410),
                    rule(ErrorClass.MODEL_GONE)
                            .code("model_decommissioned", "ServiceModelDeprecating"),
                    rule(ErrorClass.MODEL_GONE).code("model_not_found").message(GONE),
                    rule(ErrorClass.MODEL_GONE).status(404).message("model.*" + GONE),
                    // A field may be deprecated too: only after the word model it is about the
                    // model.
                    rule(ErrorClass.MODEL_GONE)
                            .type("ValidationException")
                            .message("model.*" + GONE),
                    rule(ErrorClass.MODEL_ACCESS)
                            .code(
                                    "model_not_found",
                                    "DeploymentNotFound",
                                    "unknown_model",
                                    "model_terms_required",
                                    "model_permission_blocked*"),
                    rule(ErrorClass.MODEL_ACCESS)
                            .type(
                                    "model_not_found",
                                    "invalid_model",
                                    "permission_error",
                                    "AccessDeniedException"),
                    rule(ErrorClass.MODEL_ACCESS)
                            .type("ResourceNotFoundException")
                            .message("model"),
                    rule(ErrorClass.MODEL_ACCESS)
                            .type("ValidationException")
                            .message("model id", "on-demand throughput", "inference profile"),
                    rule(ErrorClass.MODEL_ACCESS)
                            .type("not_found_error")
                            .message("model:", "is not available"),
                    rule(ErrorClass.MODEL_ACCESS)
                            .type("NOT_FOUND", "PERMISSION_DENIED", "FAILED_PRECONDITION")
                            .message("models/", "publisher model"),
                    rule(ErrorClass.MODEL_ACCESS)
                            .status(404)
                            .message(
                                    "no endpoints found",
                                    "no allowed providers",
                                    "model.*(not found|does not exist)"));

    private static final List<ErrorRule> LAST_ROWS =
            List.of(
                    rule(ErrorClass.AUTH).status(403),
                    // A gateway's own sentence about an empty body is no word of the provider.
                    rule(ErrorClass.UNKNOWN)
                            .status(400, 409, 413, 415, 422)
                            .words("^\\n*(provider )?api error(:? \\(?status( code)? \\d+\\)?)?$"),
                    rule(ErrorClass.INVALID_REQUEST).status(400, 409, 413, 415, 422).words("\\S"),
                    rule(ErrorClass.INVALID_REQUEST).status(404).paramNamed(),
                    rule(ErrorClass.INVALID_REQUEST)
                            .status(200)
                            .type("invalid_request_error", "INVALID_ARGUMENT"),
                    rule(ErrorClass.TIMEOUT)
                            .status(NO_ANSWER)
                            .message("timed.?out", "time.?out", "deadline exceeded"),
                    rule(ErrorClass.NETWORK).status(NO_ANSWER));

    private static final List<ErrorRule> ROWS =
            List.of(MONEY_ROWS, REQUEST_ROWS, LOAD_ROWS, KEY_ROWS, MODEL_ROWS, LAST_ROWS).stream()
                    .flatMap(List::stream)
                    .toList();

    private ErrorTable() {}

    static ErrorClass classify(ErrorWords error) {
        return ROWS.stream()
                .filter(row -> row.fits(error))
                .findFirst()
                .map(ErrorRule::errorClass)
                .orElse(ErrorClass.UNKNOWN);
    }
}
