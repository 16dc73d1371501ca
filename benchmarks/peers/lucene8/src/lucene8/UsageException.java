package lucene8;

/** The command line, or a file it names, is not what the command needs; the message says what to change. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
