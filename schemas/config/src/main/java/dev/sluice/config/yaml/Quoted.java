package dev.sluice.config.yaml;

/** A value of the document in a message: in quotes, and not all of a long one. */
final class Quoted {

    private static final int LENGTH_MAX = 60;

    private Quoted() {}

    static String of(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LENGTH_MAX
                ? "'" + line + "'"
                : "'" + line.substring(0, LENGTH_MAX) + "…'";
    }
}
