package dev.sluice.door;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.CustomerConfig;
import dev.sluice.config.SluiceConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** OpenAI's list of models, in the order of the configuration. */
final class ModelList {

    private static final JsonMapper JSON = new JsonMapper();

    private ModelList() {}

    static DoorAnswer of(SluiceConfig config, CustomerConfig.VirtualKey key) {
        ObjectNode list = JSON.createObjectNode().put("object", "list");
        ArrayNode models = list.putArray("data");
        config.models().stream()
                .filter(model -> key.models().contains(model.name()))
                .forEach(model ->
                        models.addObject()
                                .put("id", model.name())
                                .put("object", "model")
                                .put("created", 0)
                                .put("owned_by", model.provider()));
        byte[] body = list.toString().getBytes(StandardCharsets.UTF_8);
        return new DoorAnswer(200, Map.of(), ByteBuffer.wrap(body));
    }
}
