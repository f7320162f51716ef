package dev.sluice.warehouse.connect;

/** What Connect says of one sink. */
public sealed interface SinkState {

    /** All its tasks run. */
    record Running() implements SinkState {}

    /** It is on its way. */
    record Starting() implements SinkState {}

    /**
     * It or a task of it stopped by itself.
     *
     * @param cause the innermost reason, one line
     */
    record Failed(String cause) implements SinkState {}
}
