package dev.sluice.worker.http;

/** How far a call has come, and since when. Written by the client's threads, read by its caller. */
final class CallProgress {

    enum Phase {
        CONNECTING("no connection in the time given: worker.connect_timeout"),
        SENDING("the request was not read on: worker.idle_timeout"),
        AWAITING("no answer began in the time given: worker.first_byte_timeout"),
        READING("the answer stood still: worker.idle_timeout");

        private final String stuck;

        Phase(String stuck) {
            this.stuck = stuck;
        }

        /** What is said of a call that stays here for too long. */
        String stuck() {
            return stuck;
        }
    }

    /**
     * @param nanos of {@link System#nanoTime()}, when something last moved
     */
    record Mark(Phase phase, long nanos) {}

    private volatile Mark mark = new Mark(Phase.CONNECTING, System.nanoTime());

    void moved(Phase phase) {
        mark = new Mark(phase, System.nanoTime());
    }

    Mark mark() {
        return mark;
    }
}
