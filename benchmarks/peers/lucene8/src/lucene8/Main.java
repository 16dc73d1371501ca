package lucene8;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Chooses the command. Standard output carries one JSON object and nothing else (the lines of its
 * protocol for {@code game}), progress goes to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage (3, "peer not installed", is run.sh's).
 */
public final class Main {
    private static final Map<String, Command> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("highlight", new HighlightCommand());
        COMMANDS.put("index", new IndexCommand());
        COMMANDS.put("game", new GameCommand());
        // A further measurement is one more class and one more line here.
    }

    private Main() {
    }

    public static void main(String[] args) {
        // Not System.out as it comes: under LANG=C Java 17 would write it as ASCII.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Command command = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (command == null) {
            System.err.println("usage: run.sh COMMAND [OPTIONS]");
            COMMANDS.forEach((name, each) -> System.err.println("  " + name + " " + each.usage()));
            System.exit(2);
            return;
        }
        try {
            JsonObject report = command.run(Options.parse(args, 1));
            if (report != null) {
                out.println(report);
            }
        } catch (UsageException wrong) {
            System.err.println(args[0] + ": " + wrong.getMessage());
            System.err.println("usage: run.sh " + args[0] + " " + command.usage());
            System.exit(2);
        } catch (Exception failed) {
            failed.printStackTrace();
            System.exit(1);
        }
    }
}
