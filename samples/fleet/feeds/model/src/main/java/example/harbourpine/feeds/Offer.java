package example.harbourpine.feeds;

import com.google.common.base.CharMatcher;
import java.math.BigDecimal;

/** What a supplier asks for a product. */
public record Offer(String product, BigDecimal price, String currency) {
    public Offer {
        product = CharMatcher.whitespace().trimAndCollapseFrom(product, ' ');
        if (price.signum() < 0) {
            throw new IllegalArgumentException(product + " costs " + price);
        }
    }
}
