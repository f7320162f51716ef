package dev.sluice.worker.provider;

import dev.sluice.schemas.record.ErrorClass;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One row of {@link ErrorTable}: it fits an error where every condition that it has is met; a
 * condition that is empty is met by all.
 *
 * @param statuses {@link #NO_ANSWER} among them: where there was no HTTP answer
 * @param exceptStatuses fits none of these
 * @param types exactly one of these
 * @param codes exactly one of these; one that ends in {@code *} is a beginning
 * @param message found in the message
 * @param words found in type, code or message
 * @param param whether the provider named a field
 */
record ErrorRule(
        ErrorClass errorClass,
        Set<Integer> statuses,
        Set<Integer> exceptStatuses,
        Set<String> types,
        Set<String> codes,
        Optional<Pattern> message,
        Optional<Pattern> words,
        Param param) {

    /** Stands for the status of an answer that never came. */
    static final int NO_ANSWER = 0;

    enum Param {
        ANY,
        NAMED
    }

    static ErrorRule rule(ErrorClass errorClass) {
        return new ErrorRule(
                errorClass,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Param.ANY);
    }

    ErrorRule status(Integer... any) {
        return status(Set.of(any));
    }

    ErrorRule status(Set<Integer> any) {
        return new ErrorRule(errorClass, any, exceptStatuses, types, codes, message, words, param);
    }

    ErrorRule except(Set<Integer> none) {
        return new ErrorRule(errorClass, statuses, none, types, codes, message, words, param);
    }

    ErrorRule type(String... any) {
        return new ErrorRule(
                errorClass, statuses, exceptStatuses, Set.of(any), codes, message, words, param);
    }

    ErrorRule code(String... any) {
        return new ErrorRule(
                errorClass, statuses, exceptStatuses, types, Set.of(any), message, words, param);
    }

    /** Alternatives as regular expressions, whatever the case. */
    ErrorRule message(String... any) {
        return new ErrorRule(
                errorClass, statuses, exceptStatuses, types, codes, anyOf(any), words, param);
    }

    /** Alternatives likewise, looked for in type and code too. */
    ErrorRule words(String... any) {
        return new ErrorRule(
                errorClass, statuses, exceptStatuses, types, codes, message, anyOf(any), param);
    }

    ErrorRule paramNamed() {
        return new ErrorRule(
                errorClass, statuses, exceptStatuses, types, codes, message, words, Param.NAMED);
    }

    boolean fits(ErrorWords error) {
        int status = error.status().orElse(NO_ANSWER);
        return (statuses.isEmpty() || statuses.contains(status))
                && !exceptStatuses.contains(status)
                && (types.isEmpty() || types.contains(error.type()))
                && (codes.isEmpty() || codes.stream().anyMatch(code -> fits(code, error.code())))
                && message.map(pattern -> pattern.matcher(error.message()).find()).orElse(true)
                && words.map(pattern -> pattern.matcher(error.words()).find()).orElse(true)
                && (param == Param.ANY || !error.param().isEmpty());
    }

    private static boolean fits(String expected, String code) {
        return expected.endsWith("*")
                ? code.startsWith(expected.substring(0, expected.length() - 1))
                : code.equals(expected);
    }

    private static Optional<Pattern> anyOf(String... alternatives) {
        return Optional.of(
                Pattern.compile(
                        String.join("|", alternatives), Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    }
}
