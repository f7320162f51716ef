package dev.sluice.delivery.kafka;

/** A topic that does not even take what is delivered in place of a result. */
final class TopicTooSmallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TopicTooSmallException(String topic, int bytes) {
        super(
                "the topic %s does not take a record of %d bytes: give it a larger max.message.bytes"
                        .formatted(topic, bytes));
    }
}
