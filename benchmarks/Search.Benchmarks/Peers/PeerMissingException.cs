namespace Search.Benchmarks.Peers;

/// <summary>A peer is not installed here; the message says how to install it.</summary>
internal sealed class PeerMissingException(string message) : Exception(message);
