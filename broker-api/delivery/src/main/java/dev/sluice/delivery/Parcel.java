package dev.sluice.delivery;

import dev.sluice.schemas.record.InferenceResult;
import java.util.function.Function;

/**
 * A result on its way to a customer's topic, whole or, where the topic does not take it, as a small
 * stand-in.
 *
 * @param from where the result stands
 */
public record Parcel(
        SourcePosition from,
        InferenceResult result,
        Function<InferenceResult, byte[]> encode,
        Copy copy,
        Content content) {

    /** What is in it. */
    public enum Content {
        WHOLE,
        STAND_IN
    }

    /** With the whole result. */
    public static Parcel whole(
            SourcePosition from, InferenceResult result, Function<InferenceResult, byte[]> encode) {
        return new Parcel(from, result, encode, Copy.of(result, encode), Content.WHOLE);
    }

    /** With what is delivered where {@code topic} does not take the whole. */
    public Parcel standIn(String topic) {
        if (content == Content.STAND_IN) {
            return this;
        }
        Copy small = Copy.of(StandIn.of(result, topic, from), encode);
        return new Parcel(from, result, encode, small, Content.STAND_IN);
    }
}
