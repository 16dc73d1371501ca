using Microsoft.AspNetCore.Http.HttpResults;
using Search.Api.Contracts;
using Search.Api.Hosting;
using Search.Core;

namespace Search.Api.Endpoints;

/// <summary>Synonyms and stop lists; a change takes effect with the next search.</summary>
internal static class VocabularyEndpoints
{
    private const string Synonyms = "/v1/synonyms/{name}", StopWords = "/v1/stopwords/{name}";
    private const int MaxBodyBytes = 8 << 20;

    public static void MapVocabulary(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/synonyms", ListSynonyms).Needs(Scope.Read)
            .Describe("vocabulary", "All sets of synonyms.", "By name.");
        routes.MapGet(Synonyms, GetSynonyms).Needs(Scope.Read)
            .Describe("vocabulary", "A set of synonyms.", "404 when there is none of the name.").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPut(Synonyms, PutSynonymsAsync).Needs(Scope.Admin).LimitBody(MaxBodyBytes)
            .Describe("vocabulary", "Adds or replaces a set of synonyms.", "201 when it is new, 200 when it took the place of one. Takes effect with the next search; nothing is indexed anew. 400 names the rule that cannot be used and says what to change.")
            .TakesBody<SynonymParameters>();
        routes.MapDelete(Synonyms, DeleteSynonyms).Needs(Scope.Admin)
            .Describe("vocabulary", "Removes a set of synonyms.", "204 when it is gone, 404 when there was none.").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapGet("/v1/stopwords", ListStopWords).Needs(Scope.Read)
            .Describe("vocabulary", "All stop lists of the caller's.", "By name. Without one named english, the built-in English list holds beside them.");
        routes.MapGet(StopWords, GetStopWords).Needs(Scope.Read)
            .Describe("vocabulary", "A stop list.", "404 when there is none of the name.").ProducesProblem(StatusCodes.Status404NotFound);
        routes.MapPut(StopWords, PutStopWordsAsync).Needs(Scope.Admin).LimitBody(MaxBodyBytes)
            .Describe("vocabulary", "Adds or replaces a stop list.", "201 when it is new, 200 when it took the place of one. One named english replaces the built-in list.")
            .TakesBody<StopWordParameters>();
        routes.MapDelete(StopWords, DeleteStopWords).Needs(Scope.Admin)
            .Describe("vocabulary", "Removes a stop list.", "204 when it is gone, 404 when there was none.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static SynonymListReply ListSynonyms(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        return new SynonymListReply([.. index.Synonyms.Select(SynonymReply.From)]);
    }

    private static SynonymReply GetSynonyms(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        return index.Synonyms.FirstOrDefault(set => set.Name == name) is { } found ? SynonymReply.From(found) : throw Missing("set of synonyms", name);
    }

    private static async Task<Results<Created<SynonymReply>, Ok<SynonymReply>>> PutSynonymsAsync(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        var set = (await RequestBody.ReadJsonAsync<SynonymParameters>(context)).ToSet(name);
        bool isNew = index.SetSynonyms(set);
        return isNew ? TypedResults.Created($"/v1/synonyms/{name}", SynonymReply.From(set)) : TypedResults.Ok(SynonymReply.From(set));
    }

    private static NoContent DeleteSynonyms(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        return index.RemoveSynonyms(name) ? TypedResults.NoContent() : throw Missing("set of synonyms", name);
    }

    private static StopWordListReply ListStopWords(HttpContext context, ArticleIndex index)
    {
        new QueryReader(context).End();
        return new StopWordListReply([.. index.StopLists.Select(StopWordReply.From)]);
    }

    private static StopWordReply GetStopWords(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        return index.StopLists.FirstOrDefault(list => list.Name == name) is { } found ? StopWordReply.From(found) : throw Missing("stop list", name);
    }

    private static async Task<Results<Created<StopWordReply>, Ok<StopWordReply>>> PutStopWordsAsync(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        var list = (await RequestBody.ReadJsonAsync<StopWordParameters>(context)).ToList(name);
        bool isNew = index.SetStopWords(list);
        return isNew ? TypedResults.Created($"/v1/stopwords/{name}", StopWordReply.From(list)) : TypedResults.Ok(StopWordReply.From(list));
    }

    private static NoContent DeleteStopWords(HttpContext context, ArticleIndex index, string name)
    {
        new QueryReader(context).End();
        return index.RemoveStopWords(name) ? TypedResults.NoContent() : throw Missing("stop list", name);
    }

    private static ProblemException Missing(string what, string name) =>
        ProblemException.NotFound($"There is no {what} with that name", $"There is no {what} named '{Parameter.Shorten(name)}': put one first, or look at the list.");
}
