package dev.sluice.worker.provider;

import java.util.Optional;

/**
 * How a provider worded an error; what it did not say is empty.
 *
 * @param status of the HTTP answer; empty where there was none
 * @param param the field of the request that was at fault
 */
record ErrorWords(
        Optional<Integer> status, String type, String code, String message, String param) {

    /** All the words in which a provider may have hidden what it means. */
    String words() {
        return type + "\n" + code + "\n" + message;
    }
}
