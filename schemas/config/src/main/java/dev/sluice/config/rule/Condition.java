package dev.sluice.config.rule;

/** When a rule applies. Immutable, for any thread; the same for the same input, whenever asked. */
public interface Condition {

    /** As it is written. */
    String text();

    /** Takes microseconds, whatever the text says; throws nothing. */
    Answer test(RuleInput input);

    /** What came of it. */
    sealed interface Answer {

        record Yes() implements Answer {}

        record No() implements Answer {}

        /** It has no answer for this request, such as after a division by zero. */
        record Failed(String why) implements Answer {}
    }
}
