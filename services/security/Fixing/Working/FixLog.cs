using System.Text;
using Cortex.Secrets;
using Cortex.Security.Fixing.Relocking;

namespace Cortex.Security.Fixing.Working;

/// <summary>What was done for one change, for people who wonder why it was or was not proposed.</summary>
internal sealed class FixLog
{
    private const int MostOutput = 64 * 1024;

    private readonly StringBuilder text = new();

    public void Line(string line) => text.Append(line).Append('\n');

    public void Add(string title, IEnumerable<ToolResult> results)
    {
        Line($"== {title}");
        foreach (var result in results)
        {
            Line($"$ {result.Command.Text()}");
            var output = result.Output.TrimEnd();
            Line(output.Length <= MostOutput ? output : $"[…]\n{output[^MostOutput..]}");
            Line($"[{(result.Ended is null ? $"exit code {result.ExitCode}" : result.Ended)}, {result.Duration.TotalSeconds:0.0} s]");
        }
    }

    /// <summary>Without secrets: it also holds lines of the target's own files, beside those that a change touches.</summary>
    public Stream ToStream() => new MemoryStream(Encoding.UTF8.GetBytes(SecretRedaction.Redact(text.ToString())));
}
