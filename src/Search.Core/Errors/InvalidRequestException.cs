namespace Search.Core;

/// <summary>A request or an article that cannot be served as it is; the message says what to change.</summary>
public sealed class InvalidRequestException : ArgumentException
{
    /// <summary>Creates one.</summary>
    public InvalidRequestException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
