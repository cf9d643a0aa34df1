namespace Cortex.Workspaces.Running;

/// <summary>One git command. It sees only the configuration named here and that of the repository it runs in.</summary>
public sealed record GitCall(params IReadOnlyList<string> Arguments)
{
    /// <summary>Where it runs; null is the temporary folder.</summary>
    public string? Folder { get; init; }

    /// <summary>A repository that the user named, which may belong to somebody else; it and no other is accepted.</summary>
    public string? SafeDirectory { get; init; }

    /// <summary>Where it goes over a network; the operator's account for that host is used, if there is one.</summary>
    public string? Remote { get; init; }

    /// <summary>What it reads from standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Where standard output goes as it comes, all of it; the result then has none.</summary>
    public Stream? Into { get; init; }
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Exit codes that are an answer and no error.</summary>
    public IReadOnlyList<int> Answers { get; init; } = [0];

    /// <summary>Bytes of standard output that are kept.</summary>
    public int MostOutput { get; init; } = 64 * 1024 * 1024;
}

public sealed record GitResult(int ExitCode, byte[] Output, string Error)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Output).TrimEnd('\n');
}
