package dev.sluice.app.cli;

import dev.sluice.schemas.id.RequestId;

/** Reads the ids of requests as a person gives them. */
final class RequestIds {

    private RequestIds() {}

    /**
     * @throws CommandFailure where it is none
     */
    static RequestId read(String text) {
        return RequestId.parse(text)
                .orElseThrow(() ->
                        new CommandFailure(
                                "'%s' is not the id of a request: TOPIC.PARTITION.OFFSET, as publish prints it"
                                        .formatted(text)));
    }
}
