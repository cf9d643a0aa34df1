using Cortex.Security.Fixing.Configuration;

namespace Cortex.Security.Terraform.Fixes;

/// <summary>
/// Fixes what has exactly one safe answer: switches that no running thing depends on. What would make a resource anew, as encryption does for a
/// database, or shut somebody out, is for people to decide. Only the line that must change does; nothing is written.
/// </summary>
internal static class TerraformFixes
{
    private static readonly Dictionary<string, string[]> Switches = new(StringComparer.Ordinal)
    {
        ["terraform/key-rotation-off"] = ["enable_key_rotation"],
        ["terraform/audit-log-off"] = ["is_multi_region_trail", "enable_log_file_validation", "enable_logging"],
    };

    /// <summary>The rules that have one.</summary>
    public static IReadOnlyCollection<string> Rules => Switches.Keys;

    /// <param name="text">The whole file.</param>
    /// <param name="rule">What was found.</param>
    /// <param name="line">Where it was found.</param>
    /// <returns>The whole file without it; null when there is no safe answer for it there.</returns>
    public static string? Fix(string text, string rule, int line)
    {
        if (!Switches.TryGetValue(rule, out var names) || LineEdit.Of(text) is not { } edit || edit.Line(line) is not { } content)
            return null;
        // The whole line is the attribute, so that nothing else of it can be meant.
        if (content.Split('#')[0].Split('=', StringSplitOptions.TrimEntries) is not [var name, "false"] || !names.Contains(name, StringComparer.Ordinal))
            return null;
        return edit.Replace((line, content.IndexOf("false", StringComparison.Ordinal)), "false", "true");
    }
}
