package dev.sluice.worker.provider;

/** A request says something that another family of providers has no words for. */
final class Untranslatable extends Exception {

    private static final long serialVersionUID = 1;

    /**
     * @param where path of the field in the body
     * @param why what is wrong there, and what to do
     */
    Untranslatable(String where, String why) {
        super(where + ": " + why, null, false, false);
    }

    /** Never null. */
    String why() {
        return String.valueOf(getMessage());
    }
}
