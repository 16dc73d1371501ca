using Lucene.Net.Index;

namespace Search.Core.Postings;

/// <summary>Reads what the dictionary keeps of each term behind its frequencies: where its list lies.</summary>
internal static class TermPlaces
{
    /// <summary>Reads the next term's.</summary>
    /// <param name="input">The numbers of the block.</param>
    /// <param name="postings">The segment's.</param>
    /// <param name="field">The term's field.</param>
    /// <param name="term">Has the term's frequencies, and the places of the term before it in the block.</param>
    /// <exception cref="CorruptIndexException">They cannot be.</exception>
    public static void Read<TInput>(ref TInput input, SegmentPostings postings, FieldInfo field, ArticleTermState term)
        where TInput : struct, IVariableNumbers
    {
        bool hasPositions = field.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS;
        (term.SingletonDoc, term.SingletonPosition, term.RangedOrdinal) = (-1, -1, -1);
        if (term.DocFreq == 1)
        {
            if (hasPositions && term.TotalTermFreq == 1)
            {
                long place = input.ReadVInt64();
                if (place < 0 || place / postings.MaxDoc > int.MaxValue)
                    throw postings.DamagedTerm(field);
                (term.SingletonDoc, term.SingletonPosition) = ((int)(place % postings.MaxDoc), (int)(place / postings.MaxDoc));
                return;
            }

            uint difference = (uint)input.ReadVInt32();
            term.SingletonDoc = term.LastSingleton += (int)(difference >> 1) ^ -(int)(difference & 1);
            if (term.SingletonDoc < 0)
                throw postings.DamagedTerm(field);
            if (!hasPositions)
                return;
        }

        term.DocStart += input.ReadVInt64();
        if (hasPositions && term.DocFreq >= PostingsRules.BlockSize)
            term.PosStart += input.ReadVInt64();
        if (PostingsRules.IsRanged(term.DocFreq, postings.MaxDoc, postings.Version) && postings.IsRangedField(field))
            term.RangedOrdinal = input.ReadVInt32();
    }
}
