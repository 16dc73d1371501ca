using System.Runtime.CompilerServices;
using Search.Core.Scoring;

namespace Search.Core.Postings;

/// <summary>
/// A posting's share of the largest score that its term could give, in one byte, rounded up: code / 255 is never below
/// freq / (freq + k1 * (1 - b + b * length / average)), with the constants and the average below. Immutable.
/// </summary>
internal sealed class ImpactCodes
{
    public const double K1 = 1.2, B = 0.75;

    public const int MaxCode = byte.MaxValue;

    // Almost all postings fall into a table; it is made only as wide as the field needs.
    private const int TableFreqs = 8;
    private const int TableLengths = 2_048;

    private readonly Bm25 _bm25;
    private readonly byte[] _table;
    private readonly int _lengths;

    /// <param name="documentCount">Documents of the segment.</param>
    /// <param name="totalLength">The sum of their lengths.</param>
    /// <param name="maxLength">The greatest length.</param>
    public ImpactCodes(int documentCount, long totalLength, long maxLength)
    {
        _bm25 = new Bm25(K1, B, documentCount, totalLength);
        _lengths = (int)Math.Min(TableLengths, maxLength + 1);
        _table = new byte[TableFreqs * _lengths];
        for (int freq = 1; freq <= TableFreqs; freq++)
        {
            for (int length = 0; length < _lengths; length++)
                _table[(freq - 1) * _lengths + length] = Compute(freq, length);
        }
    }

    /// <summary>The average length that the codes are made with.</summary>
    public double AverageLength => _bm25.AverageLength;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Of(uint freq, uint length) =>
        freq - 1 < TableFreqs && length < (uint)_lengths ? _table[(int)(freq - 1) * _lengths + (int)length] : Compute(freq, length);

    /// <summary>The share itself, which a code bounds.</summary>
    public double Share(uint freq, uint length) => _bm25.Score(1, freq, length);

    // One step up before rounding up, so that no rounding of the division takes the code below the share.
    private byte Compute(uint freq, uint length) => (byte)Math.Min(MaxCode, (int)Math.Ceiling(Math.BitIncrement(MaxCode * Share(freq, length))));

    private byte Compute(int freq, int length) => Compute((uint)freq, (uint)length);
}
