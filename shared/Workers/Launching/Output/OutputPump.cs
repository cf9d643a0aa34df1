namespace Cortex.Workers.Launching.Output;

/// <summary>
/// Reads one stream of an attempt until all who could write to it have ended, and keeps it in a log without secrets. It reads on whatever happens
/// to the log: an attempt must not hang because nobody takes what it prints.
/// </summary>
internal static class OutputPump
{
    private const long MostBytes = 64L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public static async Task RunAsync(Stream from, string path, KnownValues known)
    {
        using var file = new LogFile(path, MostBytes);
        var output = new RedactedOutput(known, file.Write);
        var plain = new PlainText();
        var buffer = new byte[32 * 1024];
        try
        {
            Task? patience = null;
            var read = from.ReadAsync(buffer).AsTask();
            while (true)
            {
                if (patience is not null && await Task.WhenAny(read, patience) == patience)
                {
                    output.Quiet();
                    patience = null;
                }

                if (await read is not (> 0 and var count))
                    break;
                output.Add(plain.Read(buffer.AsSpan(0, count)));
                if (output.Waits)
                    patience ??= Task.Delay(Patience, TimeProvider.System);
                read = from.ReadAsync(buffer).AsTask();
            }

            output.Add(plain.Read([], end: true));
            output.End();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe was closed from here because somebody outside the attempt still holds it.
            output.End();
        }
        catch (Exception e)
        {
            file.Write($"{Environment.NewLine}[The rest of this log is left out, since it could not be looked through for secrets: {e.GetType().Name}]{Environment.NewLine}");
            await from.CopyToAsync(Stream.Null);
        }
    }
}
