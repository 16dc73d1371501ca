namespace Search.Benchmarks.Commands;

/// <summary>A measurement failed, or its results cannot be compared; the message says why.</summary>
internal sealed class MeasurementException(string message) : Exception(message);
