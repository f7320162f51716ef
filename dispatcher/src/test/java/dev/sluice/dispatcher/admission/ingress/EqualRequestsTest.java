package dev.sluice.dispatcher.admission.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.config.CachePolicy;
import dev.sluice.config.CachePolicy.Requests;
import dev.sluice.dispatcher.admission.request.RequestFacts.Caching;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies in apostrophes in place of quotes. */
class EqualRequestsTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String BODY = "{'model':'m','temperature':0,'n':1}";

    private static JsonNode json(String text) throws Flaw {
        return Json.read(ByteBuffer.wrap(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private static Optional<Caching> caching(
            CachePolicy policy, String customer, String url, String model, String body)
            throws Flaw {
        return EqualRequests.caching(policy, customer, url, model, (ObjectNode) json(body));
    }

    private static String digest(String customer, String url, String model, String body)
            throws Flaw {
        CachePolicy policy = new CachePolicy(Duration.ofHours(1), Requests.ANY);
        return caching(policy, customer, url, model, body).orElseThrow().digest();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'b':1,'a':2} | {\"a\":2,\"b\":1}",
                "{ 'a' : [ 1 , 2 ] } | {\"a\":[1,2]}",
                "{'a':1.0,'b':1e0,'c':100,'d':0.10} | {\"a\":1,\"b\":1,\"c\":1E+2,\"d\":0.1}",
                "{'a':-0.0,'b':0e5} | {\"a\":0,\"b\":0}",
                "{'a':9007199254740993} | {\"a\":9007199254740993}",
                "{'a':'\\u0041\\/','b':null,'c':true} | {\"a\":\"A/\",\"b\":null,\"c\":true}",
                "{'out':1,'x':{'out':2}} | {\"x\":{\"out\":2}}",
                "{'😀':2,'\\u20ac':1,'\\u00e9':3} | {\"é\":3,\"€\":1,\"😀\":2}",
            })
    void oneFormForWhatIsTheSame(String written, String canonical) throws Flaw {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CanonicalJson.write(json(written), Set.of("out"), out);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(canonical);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'n':1,'temperature':0.0,'model':'m'} | true",
                "{'model':'m','temperature':0,'n':1,'user':'u','safety_identifier':'s'} | true",
                "{'model':'m','temperature':0,'n':1,'prompt_cache_key':'k'} | true",
                "{'model':'m','temperature':0,'n':2} | false",
                "{'model':'m','temperature':0,'n':'1'} | false",
                "{'model':'m','temperature':0,'n':1,'store':true} | false",
                "{'model':'m','temperature':0,'n':1,'x':{'user':'u'}} | false",
                "{'model':'m','temperature':0.00000000000000000001,'n':1} | false",
            })
    void onlyWhatCannotChangeTheAnswerMayDiffer(String body, boolean equal) throws Flaw {
        assertThat(digest("acme", CHAT, "m", body).equals(digest("acme", CHAT, "m", BODY)))
                .isEqualTo(equal);
    }

    @ParameterizedTest
    @CsvSource({
        "globex, /v1/chat/completions, m",
        "acme, /v1/completions, m",
        "acme, /v1/chat/completions, other-name",
    })
    void anotherCustomerUrlOrModelIsAnotherRequest(String customer, String url, String model)
            throws Flaw {
        assertThat(digest(customer, url, model, BODY))
                .isNotEqualTo(digest("acme", CHAT, "m", BODY))
                .matches("[0-9a-f]{64}");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions | {'temperature':0} | true",
                "/v1/chat/completions | {'temperature':0.0} | true",
                "/v1/chat/completions | {'seed':7,'temperature':1} | true",
                "/v1/chat/completions | {} | false",
                "/v1/chat/completions | {'temperature':'0'} | false",
                "/v1/chat/completions | {'temperature':0.1} | false",
                "/v1/chat/completions | {'seed':null} | false",
                "/v1/chat/completions | {'seed':1,'tools':[{'type':'function'}]} | true",
                "/v1/chat/completions | {'seed':1,'web_search_options':{}} | false",
                "/v1/responses | {'temperature':0,'tools':[{'type':'web_search'}]} | false",
                "/v1/messages | {'temperature':0,'tools':[{'name':'own'}]} | true",
                "/v1/messages | {'temperature':0,'tools':[{'type':'web_search_1'}]} | false",
                "/v1beta | {'generationConfig':{'temperature':0}} | true",
                "/v1beta | {'generation_config':{'seed':3}} | true",
                "/v1beta | {'generationConfig':{}} | false",
                "/v1beta | {'seed':1,'tools':[{'functionDeclarations':[]}]} | true",
                "/v1beta | {'seed':1,'tools':[{'googleSearch':{}}]} | false",
                "/v1/embeddings | {'input':'x'} | true",
            })
    void whatLeavesNothingToChance(String url, String body, boolean deterministic) throws Flaw {
        assertThat(EqualRequests.isDeterministic(url, (ObjectNode) json(body)))
                .isEqualTo(deterministic);
        CachePolicy policy = new CachePolicy(Duration.ofHours(1), Requests.DETERMINISTIC);
        assertThat(caching(policy, "acme", url, "m", body).isPresent()).isEqualTo(deterministic);
        CachePolicy any = new CachePolicy(Duration.ofHours(1), Requests.ANY);
        assertThat(caching(any, "acme", url, "m", body).map(Caching::maxAge))
                .contains(Duration.ofHours(1));
    }

    @Test
    void noAgeIsNoCache() throws Flaw {
        CachePolicy none = new CachePolicy(Duration.ZERO, Requests.ANY);
        assertThat(caching(none, "acme", CHAT, "m", BODY)).isEmpty();
    }
}
