package dev.sluice.app.registry.http;

/** An answer that is an error, with Confluent's five-digit code; its first three are the status. */
final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int NOT_FOUND = 404;
    private static final int STATUS_DIGITS = 1_000;
    private static final int STATUS_DIVISOR = 100;

    private final int code;

    private RegistryException(int code, String message) {
        super(message);
        this.code = code;
    }

    static RegistryException noSubject(String subject) {
        return new RegistryException(40401, "Subject '%s' not found.".formatted(subject));
    }

    static RegistryException noVersion(String version) {
        return new RegistryException(40402, "Version %s not found.".formatted(version));
    }

    static RegistryException noSchema(String what) {
        return new RegistryException(40403, "Schema %s not found".formatted(what));
    }

    static RegistryException noSubjectConfig(String subject) {
        return new RegistryException(
                40408,
                "Subject '%s' does not have subject-level compatibility configured"
                        .formatted(subject));
    }

    static RegistryException invalidSchema(String why) {
        return new RegistryException(42201, "Invalid schema: " + why);
    }

    static RegistryException invalidVersion(String version) {
        return new RegistryException(
                42202,
                "The specified version '%s' is not a valid version id: a number from 1, or 'latest'"
                        .formatted(version));
    }

    static RegistryException invalidLevel() {
        return new RegistryException(
                42203,
                "This registry does not check compatibility: the only level that it takes is NONE");
    }

    static RegistryException store(String why) {
        return new RegistryException(50001, "Error in the backend data store: " + why);
    }

    static RegistryException noRoute(String what) {
        return new RegistryException(NOT_FOUND, "HTTP 404 Not Found: " + what);
    }

    int code() {
        return code;
    }

    int status() {
        return code < STATUS_DIGITS ? code : code / STATUS_DIVISOR;
    }
}
