package lucene8;

import java.util.Locale;

/** What the game asks of a query: how many of the best, and whether the number of matches. */
record GameOperation(int k, boolean counts) {
    /** The operation with that name, or null when the game has none. */
    static GameOperation find(String name) {
        switch (name.toUpperCase(Locale.ROOT)) {
            case "COUNT":
                return new GameOperation(0, true);
            case "TOP_10":
                return new GameOperation(10, false);
            case "TOP_100":
                return new GameOperation(100, false);
            case "TOP_1000":
                return new GameOperation(1000, false);
            case "TOP_10_COUNT":
                return new GameOperation(10, true);
            case "TOP_100_COUNT":
                return new GameOperation(100, true);
            default:
                return null;
        }
    }
}
