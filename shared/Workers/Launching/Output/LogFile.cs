namespace Cortex.Workers.Launching.Output;

/// <summary>A log on disk. It never fails: what a full disk or its limit has kept out is counted and told in the log itself.</summary>
internal sealed class LogFile(string path, long mostBytes) : IDisposable
{
    private FileStream? _file;
    private long _lost;
    private string _reason = "";
    private bool _isFull;

    public void Write(string text)
    {
        if (_isFull)
            return;
        var length = text.Length;
        try
        {
            _file ??= new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (_file.Position + System.Text.Encoding.UTF8.GetByteCount(text) > mostBytes)
            {
                _isFull = true;
                text = $"{Environment.NewLine}[The log ends here: it has reached its limit of {mostBytes / (1024 * 1024)} MiB.]{Environment.NewLine}";
            }

            if (_lost > 0)
                text = $"{Environment.NewLine}[{_lost} characters are missing here: {_reason}]{Environment.NewLine}{text}";
            Append(_file, System.Text.Encoding.UTF8.GetBytes(text));
            _lost = 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            (_lost, _reason) = (_lost + length, e.Message);
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>All or nothing: a disk that becomes full takes the beginning.</summary>
    private static void Append(FileStream file, byte[] bytes)
    {
        var start = file.Position;
        try
        {
            file.Write(bytes);
        }
        catch (IOException)
        {
            file.SetLength(start);
            throw;
        }
    }
}
