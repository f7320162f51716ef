package dev.sluice.worker.provider;

import java.nio.ByteBuffer;

/** What became of a request on the wire, as far as the network told. */
public sealed interface ProviderReply {

    /** The head of an answer came, and some of its body. */
    record Answered(int status, AnswerHeaders headers, Content content) implements ProviderReply {}

    /** Surely not a whole request arrived. */
    record NotSent(String why) implements ProviderReply {}

    /** The connection broke after the request was sent, before the head of an answer. */
    record Broken(String why) implements ProviderReply {}

    /**
     * The request was sent, and in the time given no head of an answer came.
     *
     * @param why which time, in words that say what to set
     */
    record TimedOut(String why) implements ProviderReply {}

    /** The body of an answer. */
    sealed interface Content {

        record Whole(ByteBuffer bytes) implements Content {
            public Whole {
                bytes = bytes.asReadOnlyBuffer();
            }
        }

        /** The connection broke before its end. */
        record Cut() implements Content {}

        /** Its end did not come in the time given: which, {@code why} says. */
        record Late(String why) implements Content {}

        /** It was longer than anybody wants to read. */
        record TooLarge() implements Content {}
    }
}
