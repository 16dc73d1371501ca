using System.Runtime.Intrinsics;

namespace Search.Core.Retrieval;

/// <summary>Arithmetic on the saturated frequencies of some postings at once, in single precision: what it lets through is scored exactly afterwards.</summary>
internal static unsafe class ShareKernels
{
    /// <summary>How many postings one call treats.</summary>
    public const int Count = 8;

    /// <summary>More than all roundings of <see cref="MaskFrom"/> together, as a part of its operands.</summary>
    private const double Slack = 1e-5;

    /// <summary>A saturated frequency that is surely not above the one asked for, by so much that <see cref="MaskFrom"/> loses none that reaches it.</summary>
    public static float Below(double share) => (float)(share > 0 ? share * (1 - Slack) : share * (1 + Slack));

    /// <summary>Which of 8 postings have a saturated frequency <c>freq / (freq + norm)</c> of at least a number; the first in the lowest bit.</summary>
    /// <remarks>Without a division: a quotient reaches a number where the dividend reaches the divisor times that number.</remarks>
    /// <param name="freqs">The frequencies, less than 2^31.</param>
    /// <param name="norms">The norms, 0 or more.</param>
    /// <param name="least">The number, by <see cref="Below"/>.</param>
    public static uint MaskFrom(uint* freqs, float* norms, float least)
    {
        if (!Vector256.IsHardwareAccelerated)
            return MaskFromScalar(freqs, norms, least);
        var freq = Vector256.ConvertToSingle(Vector256.Load((int*)freqs));
        var wanted = (freq + Vector256.Load(norms)) * Vector256.Create(least);
        return Vector256.GreaterThanOrEqual(freq, wanted).ExtractMostSignificantBits();
    }

    /// <summary>The twin of <see cref="MaskFrom"/>.</summary>
    public static uint MaskFromScalar(uint* freqs, float* norms, float least)
    {
        uint mask = 0;
        for (int i = 0; i < Count; i++)
        {
            float freq = (int)freqs[i];
            mask |= (freq >= (freq + norms[i]) * least ? 1u : 0) << i;
        }
        return mask;
    }
}
