package lucene8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.search.ScoreDoc;

/**
 * The protocol of the public search benchmark game, and its timing, as the .NET program's command {@code game} has them: the same lines
 * in and out, so that one harness runs both.
 */
final class GameCommand implements Command {
    private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    @Override
    public String usage() {
        return "index DIR [--segments 1 --segment-documents N] | query DIR"
                + " | time DIR QUERIES ROUNDS --command C [--warm FILE] [--warm-seconds 5] [--dump FILE]";
    }

    @Override
    public JsonObject run(Options options) throws Exception {
        String what = options.positional("index, query or time");
        Path folder = Path.of(options.positional("DIR"));
        switch (what) {
            case "index":
                int segments = options.number("segments", 1, 1);
                int segmentDocuments = options.number("segment-documents", Integer.MAX_VALUE, 1);
                options.done();
                return GameIndex.build(System.in, folder, segments, segmentDocuments);
            case "query":
                options.done();
                answer(folder);
                return null;
            case "time":
                time(folder, options);
                return null;
            default:
                throw new UsageException("'game " + what + "' is none of index, query, time");
        }
    }

    private void answer(Path folder) throws IOException {
        try (GameSearcher searcher = new GameSearcher(folder);
                BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int tab = line.indexOf('\t');
                GameOperation operation = tab < 0 ? null : GameOperation.find(line.substring(0, tab));
                if (operation == null) {
                    out.print("UNSUPPORTED\n");
                } else {
                    long count = searcher.search(line.substring(tab + 1), operation).count();
                    out.print((operation.counts() ? count : 1) + "\n");
                }
                out.flush();
            }
        }
    }

    private void time(Path folder, Options options) throws IOException {
        List<String> queries = queries(Path.of(options.positional("QUERIES")));
        int rounds = Integer.parseInt(options.positional("ROUNDS"));
        GameOperation operation = GameOperation.find(options.text("command", ""));
        Path warm = options.file("warm");
        int warmSeconds = options.number("warm-seconds", 5, 0);
        String dump = options.text("dump", null);
        options.done();
        if (operation == null) {
            throw new UsageException("--command is one of the game's");
        }
        try (GameSearcher searcher = new GameSearcher(folder)) {
            if (warm != null) {
                List<String> warmUp = queries(warm);
                long end = System.nanoTime() + warmSeconds * 1_000_000_000L;
                do {
                    for (String query : warmUp) {
                        searcher.search(query, operation);
                    }
                } while (System.nanoTime() < end);
            }
            long[] best = new long[queries.size()];
            Arrays.fill(best, Long.MAX_VALUE);
            GameSearcher.Answer[] answers = new GameSearcher.Answer[best.length];
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < best.length; i++) {
                    long start = System.nanoTime();
                    GameSearcher.Answer answer = searcher.search(queries.get(i), operation);
                    best[i] = Math.min(best[i], System.nanoTime() - start);
                    answers[i] = answer;
                }
            }
            for (int i = 0; i < best.length; i++) {
                out.print(queries.get(i) + "\t" + String.format(Locale.ROOT, "%.3f", best[i] / 1e3) + "\n");
            }
            out.flush();
            if (dump != null) {
                dump(Path.of(dump), queries, answers, operation, searcher);
            }
        }
    }

    private static void dump(Path path, List<String> queries, GameSearcher.Answer[] answers, GameOperation operation,
            GameSearcher searcher) throws IOException {
        try (BufferedWriter file = Files.newBufferedWriter(path, StandardCharsets.UTF_8)) {
            for (int i = 0; i < answers.length; i++) {
                file.write(queries.get(i) + "\t");
                String separator = "";
                for (ScoreDoc hit : answers[i].hits()) {
                    file.write(separator + searcher.id(hit.doc) + ":" + hit.score);
                    separator = " ";
                }
                file.write((operation.counts() ? "\t" + answers[i].count() : "") + "\n");
            }
        }
    }

    private static List<String> queries(Path path) throws IOException {
        boolean json = path.toString().endsWith(".jsonl");
        return Files.readAllLines(path, StandardCharsets.UTF_8).stream()
                .map(line -> json && !line.isBlank() ? JsonLine.members(line).getOrDefault("query", "") : line)
                .map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
