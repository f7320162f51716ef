package dev.sluice.schemas.id;

/** One attempt of one request. {@code number} counts from 1. */
public record AttemptId(String requestId, int number) {

    public AttemptId {
        if (number < 1) {
            throw new IllegalArgumentException("attempts count from 1, not " + number);
        }
    }

    @Override
    public String toString() {
        return requestId + "/" + number;
    }
}
