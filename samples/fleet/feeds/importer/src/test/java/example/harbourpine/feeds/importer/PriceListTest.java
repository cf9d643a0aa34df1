package example.harbourpine.feeds.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PriceListTest {
    @Test
    void readsGermanFields() throws Exception {
        var feed = "[{\"artikel\": \"lamp ${season}\", \"preis\": 17.50}]";
        var offers = new PriceList(Map.of("season", "winter")).read(new ByteArrayInputStream(feed.getBytes(StandardCharsets.UTF_8)));
        assertEquals("lamp winter", offers.get(0).product());
    }
}
