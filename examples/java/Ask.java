import dev.sluice.client.ClientOptions;
import dev.sluice.client.Request;
import dev.sluice.client.Result;
import dev.sluice.client.SluiceClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Asks a few questions at once and prints the answers. Arguments: the questions. */
public final class Ask {

    public static void main(String[] questions) {
        String kafka = System.getenv().getOrDefault("KAFKA", "127.0.0.1:9092");
        String key = System.getenv().getOrDefault("SLUICE_KEY", "demo");
        List<String> texts =
                questions.length > 0
                        ? List.of(questions)
                        : List.of("What is a log?", "What is a sluice?");

        String secret = System.getenv("SLUICE_SECRET"); // for doors that want signatures
        ClientOptions plain = ClientOptions.of(kafka, key);
        ClientOptions options = secret == null ? plain : plain.secret(secret);
        try (SluiceClient sluice = SluiceClient.connect(options)) {
            List<CompletableFuture<Result>> answers =
                    texts.stream()
                            .map(text ->
                                    sluice.ask(Request.chat("gpt-4o-mini", text).deadline(Duration.ofMinutes(2))))
                            .toList();
            IntStream.range(0, texts.size())
                    .forEach(n -> print(texts.get(n), answers.get(n).join()));
        }
    }

    private static void print(String question, Result result) {
        String answer = result.body().orElseGet(() -> String.valueOf(result.error()));
        System.out.printf("%s -> %s, %s USD%n%s%n",
                question, result.status(), result.cost().toPlainString(), answer);
    }
}
