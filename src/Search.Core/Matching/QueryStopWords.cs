using System.Collections.Frozen;

namespace Search.Core.Matching;

/// <summary>
/// Words of a query that say how and not what: the grammar's words, which are left out beside others, and words that ask, which count
/// little beside others (<c>articles about</c>, <c>find information on</c>). All in their exact form.
/// </summary>
internal static class QueryStopWords
{
    /// <summary>English function words.</summary>
    public static readonly FrozenSet<string> English = Set("""
        a about above after again against all also am an and any are as at be because been before being below between both but by can could
        did do does doing down during each few for from further had has have having he her here hers herself him himself his how i if in into
        is it it's its itself just may me might more most must my myself no nor not now of off on once only or other our ours ourselves out over
        own same shall she should so some such than that the their theirs them themselves then there these they this those through to too under
        until up upon very was we were what when where which while who whom whose why will with would you your yours yourself yourselves
        """);

    /// <summary>English words that ask for texts rather than say what they are about.</summary>
    public static readonly FrozenSet<string> Asking = Set("""
        article articles concern concerned concerning concerns deal dealing deals describe described describes describing discuss discussed discusses
        discussing discussion discussions document documents exist existing exists find finding give given gives help information interest interested know list
        look looking need needed needs paper papers please provide provided provides providing reference references relate related relates relating
        relevant report reports show showing shows tell use used uses using various want wanted wants
        """);

    private static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
