using System.Security.Cryptography;
using System.Text;
using Cortex.Contracts.Findings;

namespace Cortex.Security.Fixing.Configuration;

/// <summary>One change to make: what has exactly one safe answer in one file.</summary>
internal sealed record ConfigurationFix
{
    /// <summary>Relative to the root, with '/' between its parts.</summary>
    public required string Path { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<FixablePlace> Places { get; init; }

    /// <summary>Of the worst of them.</summary>
    public required Severity Severity { get; init; }

    /// <summary>Of the change; the same in every run.</summary>
    /// <param name="identity">Of the repository, as in keys of findings.</param>
    public string Key(string identity) => $"configuration:{identity}:{Path}";

    /// <summary>Of its branch. What of a path is no slug is told apart by part of its hash.</summary>
    public string Slug()
    {
        var slug = new string([.. Path.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')]).Trim('-');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..6];
        return $"configure-{slug[^Math.Min(slug.Length, 40)..].Trim('-')}-{hash}";
    }
}

/// <summary>A misconfiguration and where it is.</summary>
/// <param name="Finding">Its key.</param>
/// <param name="Rule">Of <see cref="ConfigurationFamily"/>.</param>
/// <param name="Line">1-based.</param>
internal sealed record FixablePlace(string Finding, string Rule, int Line);
