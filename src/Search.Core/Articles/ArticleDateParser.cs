using System.Globalization;

namespace Search.Core.Articles;

/// <summary>Reads dates from text, by hand: <c>DateTime.Parse</c> fills in what is missing and depends on the culture.</summary>
internal ref struct ArticleDateParser
{
    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december",
    ];

    private static readonly string[] Weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>The zones of RFC 822, in hours from UTC.</summary>
    private static readonly (string Name, int Hours)[] Zones =
    [
        ("GMT", 0), ("UTC", 0), ("UT", 0), ("Z", 0), ("EST", -5), ("EDT", -4), ("CST", -6), ("CDT", -5),
        ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7),
    ];

    private ReadOnlySpan<char> _rest;

    private ArticleDateParser(ReadOnlySpan<char> text) => _rest = text;

    public static bool TryParse(ReadOnlySpan<char> text, out ArticleDate date)
    {
        // The longest form there is has some 45 characters; a body in the place of a date is refused at once.
        text = text.Trim();
        if (text.Length is >= 4 and <= 64)
        {
            var parser = new ArticleDateParser(text);
            if (char.IsAsciiDigit(text[0]) ? parser.TryNumeric(out date) || parser.Restart(text).TryNamed(out date) : parser.TryNamed(out date))
                return true;
        }
        date = default;
        return false;
    }

    /// <summary>
    /// Reads a number of a data set as a date: <c>1000</c> to <c>9999</c> is a year, <c>19000101</c> to <c>20991231</c> a day
    /// (as seconds these would be three weeks of August 1970), anything else seconds or, from 1e11 on, milliseconds since 1970.
    /// </summary>
    public static bool TryParseNumber(double number, out ArticleDate date)
    {
        date = default;
        if (!double.IsFinite(number))
            return false;
        if (number == Math.Truncate(number))
        {
            if (number is >= 1000 and <= 9999)
            {
                date = ArticleDate.FromYear((int)number);
                return true;
            }
            if (number is >= 19000101 and <= 20991231
                && TryParse(((int)number).ToString(CultureInfo.InvariantCulture), out date))
                return true;
        }
        // Decimal keeps a fraction such as 1652779800.123 as it was written; beyond this range no date is meant.
        if (Math.Abs(number) >= 1e14)
            return false;
        decimal milliseconds = Math.Abs(number) >= 1e11 ? (decimal)number : (decimal)number * 1000;
        decimal ticks = DateTime.UnixEpoch.Ticks + decimal.Truncate(milliseconds * TimeSpan.TicksPerMillisecond);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            return false;
        date = ArticleDate.FromInstant(new DateTimeOffset((long)ticks, TimeSpan.Zero));
        return true;
    }

    private ArticleDateParser Restart(ReadOnlySpan<char> text)
    {
        _rest = text;
        return this;
    }

    /// <summary>Forms that begin with a year in digits.</summary>
    private bool TryNumeric(out ArticleDate date)
    {
        date = default;
        int digits = DigitsAhead();
        if (digits is 8 or 14)
        {
            int year = Number(4), month = Number(2), day = Number(2);
            if (!IsDay(year, month, day))
                return false;
            if (digits == 8 && _rest.IsEmpty)
                return Set(ArticleDate.FromDay(new DateOnly(year, month, day)), out date);
            if (digits == 8 && !TakeEither('T', 't'))
                return false;
            return TryBasicTime(new DateTime(year, month, day), out date);
        }
        if (digits != 4)
            return false;
        int fullYear = Number(4);
        if (fullYear == 0)
            return false;
        if (_rest.IsEmpty)
            return Set(ArticleDate.FromYear(fullYear), out date);
        char separator = _rest[0];
        if (separator is not ('-' or '/') || !Take(separator) || !TryNumber(1, 2, out int monthPart) || monthPart is 0 or > 12)
            return false;
        if (_rest.IsEmpty)
            return Set(ArticleDate.FromMonth(fullYear, monthPart), out date);
        if (!Take(separator) || !TryNumber(1, 2, out int dayPart) || !IsDay(fullYear, monthPart, dayPart))
            return false;
        if (_rest.IsEmpty)
            return Set(ArticleDate.FromDay(new DateOnly(fullYear, monthPart, dayPart)), out date);
        if (!TakeEither('T', 't') && !TakeSpaces())
            return false;
        return TryTime(new DateTime(fullYear, monthPart, dayPart), out date);
    }

    /// <summary>Forms with the month's name: day month year, month day year or month year; weekday before, time after.</summary>
    private bool TryNamed(out ArticleDate date)
    {
        date = default;
        if (TryName(Weekdays, out _))
        {
            Take('.');
            Take(',');
            TakeSpaces();
        }
        bool dayFirst = TryNumber(1, 2, out int day);
        if (dayFirst && !TakeSpaces() && !Take('-'))
            return false;
        if (!TryName(Months, out int month))
            return false;
        Take('.');
        bool comma = Take(',');
        if (!TakeSpaces() && !Take('-') && !comma)
            return false;
        bool monthOnly = !dayFirst && DigitsAhead() == 4;
        if (!dayFirst && !monthOnly)
        {
            if (!TryNumber(1, 2, out day))
                return false;
            comma = Take(',');
            if (!TakeSpaces() && !comma)
                return false;
        }
        if (DigitsAhead() != 4)
            return false;
        int year = Number(4);
        if (year == 0 || (!monthOnly && !IsDay(year, month, day)))
            return false;
        if (_rest.IsEmpty)
            return Set(monthOnly ? ArticleDate.FromMonth(year, month) : ArticleDate.FromDay(new DateOnly(year, month, day)), out date);
        if (monthOnly)
            return false;
        Take(',');
        return TakeSpaces() && TryTime(new DateTime(year, month, day), out date);
    }

    /// <summary>hh:mm[:ss[.f…]] and an offset.</summary>
    private bool TryTime(DateTime day, out ArticleDate date)
    {
        date = default;
        if (!TryNumber(2, 2, out int hour) || !Take(':') || !TryNumber(2, 2, out int minute))
            return false;
        int second = 0;
        if (Take(':') && !TryNumber(2, 2, out second))
            return false;
        return TryFractionAndOffset(day, hour, minute, second, out date);
    }

    /// <summary>hhmmss and an offset.</summary>
    private bool TryBasicTime(DateTime day, out ArticleDate date)
    {
        date = default;
        return DigitsAhead() == 6 && TryFractionAndOffset(day, Number(2), Number(2), Number(2), out date);
    }

    private bool TryFractionAndOffset(DateTime day, int hour, int minute, int second, out ArticleDate date)
    {
        date = default;
        long fraction = 0;
        if (TakeEither('.', ','))
        {
            int digits = DigitsAhead();
            if (digits == 0)
                return false;
            for (int i = 0; i < 7; i++)
                fraction = fraction * 10 + (i < digits ? _rest[i] - '0' : 0);
            _rest = _rest[digits..];
        }
        if (hour > 23 || minute > 59 || second > 59 || !TryOffset(out int offsetMinutes) || !_rest.IsEmpty)
            return false;
        long ticks = day.Ticks + ((hour * 60L + minute - offsetMinutes) * 60 + second) * TimeSpan.TicksPerSecond + fraction;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            && Set(ArticleDate.FromInstant(new DateTimeOffset(ticks, TimeSpan.Zero)), out date);
    }

    private bool TryOffset(out int minutes)
    {
        minutes = 0;
        TakeSpaces();
        if (_rest.IsEmpty)
            return true;
        foreach (var (name, hours) in Zones)
        {
            if (_rest.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                minutes = hours * 60;
                _rest = [];
                return true;
            }
        }
        bool east = _rest[0] == '+';
        if (!east && _rest[0] is not ('-' or '\u2212'))
            return false;
        _rest = _rest[1..];
        if (!TryNumber(2, 2, out int hour) || hour > 14)
            return false;
        bool colon = Take(':');
        int minute = 0;
        if ((colon || !_rest.IsEmpty) && (!TryNumber(2, 2, out minute) || minute > 59))
            return false;
        minutes = (hour * 60 + minute) * (east ? 1 : -1);
        return true;
    }

    /// <summary>A name of the list, whole or as its first three letters (four of <c>sept</c>, <c>tues</c>, <c>thur</c>).</summary>
    private bool TryName(string[] names, out int number)
    {
        int length = 0;
        while (length < _rest.Length && char.IsAsciiLetter(_rest[length]))
            length++;
        var word = _rest[..length];
        for (number = 1; number <= names.Length; number++)
        {
            string name = names[number - 1];
            if (word.Length is 3 or 4 or 5 && name.AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || word.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                _rest = _rest[length..];
                return true;
            }
        }
        number = 0;
        return false;
    }

    private static bool IsDay(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static bool Set(ArticleDate value, out ArticleDate date)
    {
        date = value;
        return true;
    }

    private readonly int DigitsAhead()
    {
        int count = 0;
        while (count < _rest.Length && char.IsAsciiDigit(_rest[count]))
            count++;
        return count;
    }

    /// <summary>The number in the next digits, which are known to be there.</summary>
    private int Number(int digits)
    {
        int value = 0;
        for (int i = 0; i < digits; i++)
            value = value * 10 + (_rest[i] - '0');
        _rest = _rest[digits..];
        return value;
    }

    private bool TryNumber(int minimumDigits, int maximumDigits, out int value)
    {
        int digits = Math.Min(DigitsAhead(), maximumDigits);
        value = 0;
        if (digits < minimumDigits)
            return false;
        value = Number(digits);
        return true;
    }

    private bool Take(char expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected)
            return false;
        _rest = _rest[1..];
        return true;
    }

    private bool TakeEither(char first, char second) => Take(first) || Take(second);

    private bool TakeSpaces()
    {
        var trimmed = _rest.TrimStart();
        bool any = trimmed.Length < _rest.Length;
        _rest = trimmed;
        return any;
    }
}
