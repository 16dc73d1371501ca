namespace Search.Api.Hosting;

/// <summary>
/// Answers <c>HEAD</c> wherever <c>GET</c> is answered, as monitors and those who ask whether an article is there expect (RFC 9110, 9.3.2): as a
/// <c>GET</c>, whose body the server, which knows better, does not send.
/// </summary>
internal static class HeadRequests
{
    public static void UseHeadRequests(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    });
}
