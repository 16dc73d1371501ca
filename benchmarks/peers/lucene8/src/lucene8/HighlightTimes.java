package lucene8;

import java.util.Arrays;

/**
 * Microseconds a hit, one value for each query (its time divided by its hits) and round. The best
 * round of a query stands for it, since every disturbance only adds; the mean over all rounds is
 * given beside it because garbage collection is a cost too, and the best round leaves it out.
 */
final class HighlightTimes {
    private final double[] best;
    private double sum;
    private long count;

    HighlightTimes(int queries) {
        best = new double[queries];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
    }

    void add(int query, long nanos, int hits) {
        double microsPerHit = nanos / 1e3 / hits;
        best[query] = Math.min(best[query], microsPerHit);
        sum += microsPerHit;
        count++;
    }

    JsonObject summary() {
        double[] sorted = best.clone();
        Arrays.sort(sorted);
        return new JsonObject()
                .add("mean", Arrays.stream(sorted).average().orElseThrow())
                .add("median", percentile(sorted, 0.5))
                .add("p99", percentile(sorted, 0.99))
                .add("meanAllRounds", sum / count);
    }

    /** Nearest rank: the smallest value that at least this share of the values does not exceed. */
    private static double percentile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
