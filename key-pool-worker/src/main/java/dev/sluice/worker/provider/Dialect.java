package dev.sluice.worker.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.record.TokenUsage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Where a family of providers puts what is asked of every answer. */
interface Dialect {

    /** What an answer with a good status says instead of answering. */
    Optional<ErrorWords> errorInside(JsonNode root);

    /** As the provider counted; empty where it did not say, or said what cannot be. */
    Optional<TokenUsage> usage(JsonNode root);

    /** The model that answered; empty text where it is not said. */
    String model(JsonNode root);

    /** The provider's name for this answer; empty text where it has none. */
    String id(JsonNode root);

    /** The answer as the agent gets it. */
    ByteBuffer answer(JsonNode root, ByteBuffer received);

    /** The agent's own fault as it gets it. */
    ByteBuffer fault(ErrorWords error, ByteBuffer received);

    /** Headers in which the request's id may come, the best first. */
    default List<String> requestIdHeaders() {
        return List.of("x-request-id");
    }
}
