using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>Norms that are exact lengths.</summary>
internal sealed class ArticleNormsFormat : NormsFormat
{
    public override DocValuesConsumer NormsConsumer(SegmentWriteState state) => new LengthsWriter(state);

    public override DocValuesProducer NormsProducer(SegmentReadState state) =>
        new Producer(new LengthsFile(state.Directory, state.SegmentInfo, state.Context), state.SegmentInfo.DocCount);

    private sealed class Producer(LengthsFile lengths, int maxDoc) : DocValuesProducer
    {
        public override NumericDocValues GetNumeric(FieldInfo field) =>
            lengths.Of(field.Number) ?? throw lengths.Damaged($"it has no lengths of the field '{field.Name}'");

        public override BinaryDocValues GetBinary(FieldInfo field) => throw NotANorm();

        public override SortedDocValues GetSorted(FieldInfo field) => throw NotANorm();

        public override SortedSetDocValues GetSortedSet(FieldInfo field) => throw NotANorm();

        public override IBits GetDocsWithField(FieldInfo field) => new Bits.MatchAllBits(maxDoc);

        public override long RamBytesUsed() => lengths.CopiedBytes;

        public override void CheckIntegrity() => lengths.CheckIntegrity();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                lengths.Dispose();
        }

        private static NotSupportedException NotANorm() => new("Norms are numbers.");
    }
}
