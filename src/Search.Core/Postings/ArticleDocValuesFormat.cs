using Lucene.Net.Codecs;
using Lucene.Net.Codecs.PerField;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace Search.Core.Postings;

/// <summary>
/// Doc values as Lucene keeps them, but for signatures (docs/index-format.md, "Signatures"): where each article of a segment has one, they have a file of their own. Thread-safe.
/// </summary>
/// <param name="others">The format of all other values, which marks its fields with an attribute.</param>
internal sealed class ArticleDocValuesFormat(DocValuesFormat others) : DocValuesFormat
{
    public override DocValuesConsumer FieldsConsumer(SegmentWriteState state) => new Consumer(state, others.FieldsConsumer(state));

    public override DocValuesProducer FieldsProducer(SegmentReadState state)
    {
        var producer = others.FieldsProducer(state);
        if (state.FieldInfos.FieldInfo(FieldNames.Signature) is not { DocValuesType: DocValuesType.BINARY } field || field.GetAttribute(PerFieldDocValuesFormat.PER_FIELD_FORMAT_KEY) is not null)
            return producer;
        try
        {
            return new Producer(producer, new SignaturesFile(state.Directory, state.SegmentInfo, state.Context), state.SegmentInfo.DocCount);
        }
        catch
        {
            producer.Dispose();
            throw;
        }
    }

    private sealed class Consumer(SegmentWriteState state, DocValuesConsumer others) : DocValuesConsumer
    {
        public override void AddNumericField(FieldInfo field, IEnumerable<long?> values) => others.AddNumericField(field, values);

        public override void AddBinaryField(FieldInfo field, IEnumerable<BytesRef> values)
        {
            if (field.Name == FieldNames.Signature && AreAll(values))
                Write(values);
            else
                others.AddBinaryField(field, values);
        }

        public override void AddSortedField(FieldInfo field, IEnumerable<BytesRef> values, IEnumerable<long?> docToOrd) => others.AddSortedField(field, values, docToOrd);

        public override void AddSortedSetField(FieldInfo field, IEnumerable<BytesRef> values, IEnumerable<long?> docToOrdCount, IEnumerable<long?> ords) =>
            others.AddSortedSetField(field, values, docToOrdCount, ords);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                others.Dispose();
        }

        private bool AreAll(IEnumerable<BytesRef> values)
        {
            int count = 0;
            foreach (var value in values)
            {
                if (value is not { Length: SignaturesFile.EntrySize })
                    return false;
                count++;
            }
            return count == state.SegmentInfo.DocCount;
        }

        private void Write(IEnumerable<BytesRef> values)
        {
            using var output = PostingsFiles.Create(state, PostingsFiles.Signatures, PostingsFiles.SignaturesHeader);
            while (output.Position < SignaturesFile.Start)
                output.WriteByte(0);
            foreach (var value in values)
                output.WriteBytes(value.Bytes, value.Offset, value.Length);
            CodecUtil.WriteFooter(output);
        }
    }

    private sealed class Producer(DocValuesProducer others, SignaturesFile signatures, int maxDoc) : DocValuesProducer
    {
        public override NumericDocValues GetNumeric(FieldInfo field) => others.GetNumeric(field);

        public override BinaryDocValues GetBinary(FieldInfo field) => field.Name == FieldNames.Signature ? signatures : others.GetBinary(field);

        public override SortedDocValues GetSorted(FieldInfo field) => others.GetSorted(field);

        public override SortedSetDocValues GetSortedSet(FieldInfo field) => others.GetSortedSet(field);

        public override IBits GetDocsWithField(FieldInfo field) => field.Name == FieldNames.Signature ? new Bits.MatchAllBits(maxDoc) : others.GetDocsWithField(field);

        public override long RamBytesUsed() => others.RamBytesUsed() + signatures.CopiedBytes;

        public override void CheckIntegrity()
        {
            others.CheckIntegrity();
            signatures.CheckIntegrity();
        }

        protected override void Dispose(bool disposing)
        {
            if (!disposing)
                return;
            signatures.Dispose();
            others.Dispose();
        }
    }
}
