package lucene8;

/** One measurement, reached by its name on the command line. */
interface Command {
    /** The options, as the usage message shows them. */
    String usage();

    /** Measures, and returns the report; null when it has written its lines itself. */
    JsonObject run(Options options) throws Exception;
}
