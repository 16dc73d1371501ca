package lucene8;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;

/** What is indexed of one line of the corpus. Absent text is empty; {@code date} is null when absent. */
record Article(String id, String title, String body, String date) {
    static Article parse(String line) {
        Map<String, String> members = JsonLine.members(line);
        String id = members.get("id");
        if (id == null || id.isEmpty()) {
            throw new IllegalArgumentException("no id");
        }
        // "text" is what tools/expand.py and the search benchmark game call the body.
        String body = members.getOrDefault("body", members.getOrDefault("text", ""));
        return new Article(id, members.getOrDefault("title", ""), body, members.get("date"));
    }

    /** Days since 1970-01-01 of the date's first day (a year, a month or a day), or null. */
    Long epochDay() {
        if (date == null) {
            return null;
        }
        String[] parts = date.substring(0, Math.min(10, date.length())).split("-", -1);
        try {
            int month = parts.length > 1 ? Integer.parseInt(parts[1]) : 1;
            int day = parts.length > 2 ? Integer.parseInt(parts[2]) : 1;
            return LocalDate.of(Integer.parseInt(parts[0]), month, day).toEpochDay();
        } catch (DateTimeException | NumberFormatException notADate) {
            return null;
        }
    }
}
