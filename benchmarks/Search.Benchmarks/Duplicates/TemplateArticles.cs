using System.Globalization;
using System.Text;
using Search.Core;

namespace Search.Benchmarks.Duplicates;

/// <summary>Articles that are written to one pattern and report different things: no near-duplicates, though much of their text is the same.</summary>
internal static class TemplateArticles
{
    private static readonly string[] s_companies = ["Alder Mining", "Northgate Foods", "Verity Air", "Calloway Steel", "Pinnacle Retail", "Orchard Systems", "Delmar Oil", "Quince Pharma", "Harrow Bank", "Sable Motors"];
    private static readonly string[] s_teams = ["Rovers", "United", "Wanderers", "City", "Athletic", "Rangers", "Albion", "Thistle", "Harriers", "County"];
    private static readonly string[] s_players = ["Smith", "Okafor", "Lopez", "Novak", "Tanaka", "Brown", "Silva", "Kelly", "Diaz", "Moreau", "Jansen", "Khan"];
    private static readonly string[] s_cities = ["Leeds", "Austin", "Porto", "Lyon", "Osaka", "Perth", "Tampa", "Graz", "Cork", "Lima"];
    private static readonly string[] s_reasons = ["higher demand in Asia", "a weak currency", "the sale of its northern unit", "lower fuel costs", "strong online orders", "a one-time tax gain", "delays at two plants"];

    /// <summary>The patterns, by name.</summary>
    public static IReadOnlyList<(string Kind, Func<Dice, Article> Write)> All { get; } =
    [
        ("template: earnings notice", Earnings),
        ("template: match report", Match),
        ("template: weather", Weather),
        ("template: results table", Results),
    ];

    private static Article Earnings(Dice dice)
    {
        string company = dice.Of(s_companies), quarter = dice.Of(["first", "second", "third", "fourth"]);
        return new Article
        {
            Id = "earnings",
            Title = $"{company} {quarter} quarter",
            Body = $"{company} said on {Day(dice)} that its net profit for the {quarter} quarter was {Money(dice)} million dollars, or {Money(dice)} cents a share, against {Money(dice)} million, or {Money(dice)} cents a share, a year earlier. "
                + $"Revenue was {Money(dice)} million dollars against {Money(dice)} million. Analysts had on average expected {Money(dice)} cents a share.\n\n"
                + $"The company said that the result was due to {dice.Of(s_reasons)} and {dice.Of(s_reasons)}. It now expects sales of {Money(dice)} million to {Money(dice)} million dollars for the year. "
                + $"The shares of {company} were at {Money(dice)} dollars in early trading, {dice.Of(["up", "down"])} {Money(dice)} percent.\n\n"
                + "This report has statements about the future that are subject to risks and uncertainties. Results may differ from those that are expected.",
        };
    }

    private static Article Match(Dice dice)
    {
        string home = $"{dice.Of(s_cities)} {dice.Of(s_teams)}", guests = $"{dice.Of(s_cities)} {dice.Of(s_teams)}";
        return new Article
        {
            Id = "match",
            Title = $"{home} {dice.Below(5)} {guests} {dice.Below(5)}",
            Body = $"{dice.Of(s_players)} scored in the {dice.Below(90)}th minute as {home} beat {guests} {dice.Below(4) + 1}-{dice.Below(2)} on {Day(dice)} in front of {Money(dice)} spectators. "
                + $"{dice.Of(s_players)} had put the guests ahead after {dice.Below(40)} minutes when {dice.Of(s_players)} lost the ball to {dice.Of(s_players)}. "
                + $"{home} came back through {dice.Of(s_players)}, who headed in a corner by {dice.Of(s_players)} in the {dice.Below(90)}th minute. "
                + $"\"We were the better side for {dice.Below(90)} minutes,\" said the coach of {home}. \"I am proud of {dice.Of(s_players)} and the boys.\" "
                + $"{home} are now in {dice.Below(20) + 1}th place with {dice.Below(80)} points; {guests} are {dice.Below(20) + 1}th. On {Day(dice)} they play at {dice.Of(s_cities)} {dice.Of(s_teams)}.",
        };
    }

    private static Article Weather(Dice dice) => new()
    {
        Id = "weather",
        Title = $"Weather for {dice.Of(s_cities)}",
        Body = $"The weather in {dice.Of(s_cities)} on {Day(dice)}: {dice.Of(["sunny", "cloudy", "rain", "snow", "fog"])} in the morning, {dice.Of(["dry", "showers", "a storm", "clear"])} in the afternoon, a high of {dice.Below(40)} and a low of {dice.Below(20)} degrees. "
            + $"The wind is from the {dice.Of(["north", "south", "east", "west"])} at {dice.Below(60)} km an hour. It will be {dice.Of(["wet", "mild", "cold", "hot", "windy"])} on {Day(dice)}, with a high of {dice.Below(40)}, and {dice.Of(["fair", "grey", "stormy"])} for the rest of the week. "
            + $"The sun rises at {dice.Below(4) + 5} and sets at {dice.Below(4) + 17}. The chance of rain is {dice.Below(100)} percent in {dice.Of(s_cities)} and {dice.Below(100)} percent in {dice.Of(s_cities)}.",
    };

    private static Article Results(Dice dice)
    {
        var body = new StringBuilder("Results of the matches on ").Append(Day(dice)).Append(":\n");
        for (int i = 0; i < 16; i++)
            body.Append(CultureInfo.InvariantCulture, $"{dice.Of(s_cities)} {dice.Of(s_teams)} {dice.Below(5)} {dice.Of(s_cities)} {dice.Of(s_teams)} {dice.Below(5)} (at half time {dice.Below(3)}-{dice.Below(3)}; {dice.Of(s_players)} {dice.Below(90)})\n");
        return new Article { Id = "results", Title = "Results", Body = body.ToString() };
    }

    private static string Day(Dice dice) => dice.Of(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);

    private static string Money(Dice dice) => dice.Between(1, 900).ToString("0.0", CultureInfo.InvariantCulture);
}
