using System.Buffers.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cortex.Contracts;

namespace Cortex.Workspaces.Proposals;

/// <summary>
/// The line at the end of a proposal's body by which a later run knows it again: which change it is, what it answers and what Cortex last pushed.
/// Everything needed is in it, so that a host with another data directory finds it too. Readers do not see it.
/// </summary>
public sealed partial record ProposalMarker
{
    private const int MostFindings = 100;

    public required string Master { get; init; }

    /// <summary>Key of the change.</summary>
    public required string Change { get; init; }

    /// <summary>Keys of the findings it answers.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>The branch's tip as Cortex pushed it; another one there is somebody's work.</summary>
    public required string Commit { get; init; }

    /// <summary>The body with this marker in the place of any other.</summary>
    public string AppendTo(string body)
    {
        var kept = this with { Findings = [.. Findings.Take(MostFindings)] };
        return $"{Line().Replace(body, "").TrimEnd()}\n\n<!-- cortex:{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(kept, CortexJson.Options))} -->\n";
    }

    /// <summary>The last marker of a body; null when there is none that can be read.</summary>
    public static ProposalMarker? Read(string body)
    {
        if (Line().Matches(body) is not { Count: > 0 } found)
            return null;
        try
        {
            return JsonSerializer.Deserialize<ProposalMarker>(Base64Url.DecodeFromChars(found[^1].Groups["data"].ValueSpan), CortexJson.Options);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("<!-- cortex:(?<data>[A-Za-z0-9_-]*) -->", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
