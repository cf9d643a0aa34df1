package example.harbourpine.feeds.importer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import example.harbourpine.feeds.Offer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.IOUtils;
import org.apache.commons.text.StringSubstitutor;

/** One supplier's list; the names of its fields differ, and some write "${season}" into their product names. */
public final class PriceList {
    private final ObjectMapper mapper = new ObjectMapper();
    private final StringSubstitutor texts;

    public PriceList(Map<String, String> words) {
        texts = new StringSubstitutor(words);
    }

    public List<Offer> read(InputStream feed) throws IOException {
        List<Offer> offers = new ArrayList<>();
        for (JsonNode row : mapper.readTree(IOUtils.toString(feed, StandardCharsets.UTF_8))) {
            JsonNode name = row.has("name") ? row.get("name") : row.get("artikel");
            JsonNode price = row.has("price") ? row.get("price") : row.get("preis");
            if (name == null || price == null) {
                continue;
            }
            offers.add(new Offer(texts.replace(name.asText()), price.decimalValue(), row.path("currency").asText("EUR")));
        }
        return offers;
    }
}
