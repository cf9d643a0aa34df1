using System.Text;

namespace Cortex.Workers.Work;

/// <summary>
/// Standard input as a rope to the host: its first line is the token, and its end, which the kernel sees to whatever becomes of the
/// host, ends this process and all it started.
/// </summary>
internal static class Lifeline
{
    private const int MostToken = 1024;

    /// <summary>Returns the token and watches the rest of the input on a thread of its own.</summary>
    public static string? Take(Action killOwnGroup)
    {
        var input = Console.OpenStandardInput();
        var line = new List<byte>(MostToken);
        int next;
        while ((next = input.ReadByte()) >= 0 && next != '\n' && line.Count < MostToken)
            line.Add((byte)next);
        if (next != '\n')
            return null;
        new Thread(() =>
        {
            Span<byte> rest = stackalloc byte[64];
            while (input.Read(rest) > 0)
            {
            }

            killOwnGroup();
            Environment.Exit(WorkerExit.Orphaned);
        })
        {
            IsBackground = true,
            Name = "cortex-lifeline",
        }.Start();
        return Encoding.ASCII.GetString([.. line]);
    }
}
