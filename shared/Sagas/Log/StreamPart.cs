using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Cortex.Sagas.Log;

/// <summary>A lifetime's events after a certain one, with SHA-256 digests of all columns of the events before them, and of all.</summary>
internal sealed record StreamPart(IReadOnlyList<LoggedEvent> Events, string DigestBefore, string Digest)
{
    /// <summary>Takes rows in the order of the stream.</summary>
    internal sealed class Reading(long after) : IDisposable
    {
        private readonly IncrementalHash _digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private readonly ArrayBufferWriter<byte> _row = new();
        private readonly List<LoggedEvent> _events = [];
        private string? _before;

        public void Take(DbDataReader row, long sequence, Func<DbDataReader, LoggedEvent> map)
        {
            if (sequence > after)
            {
                _before ??= Current();
                _events.Add(map(row));
            }

            _row.ResetWrittenCount();
            for (var column = 0; column < row.FieldCount; column++)
                Write(row.IsDBNull(column) ? "" : Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture)!);
            _digest.AppendData(_row.WrittenSpan);
        }

        public StreamPart End() => new(_events, _before ?? Current(), Current());

        public void Dispose() => _digest.Dispose();

        // The length before the text, so that no text can move from one column to the next.
        private void Write(string text)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_row.GetSpan(sizeof(int)), text.Length);
            _row.Advance(sizeof(int));
            Encoding.UTF8.GetBytes(text, _row);
        }

        private string Current() => Convert.ToHexStringLower(_digest.GetCurrentHash());
    }
}
