namespace Cortex.Security.Fixing.Relocking;

/// <summary>Where packages come from and are kept, as the master's machine has it configured, without credentials.</summary>
internal sealed record RegistrySettings
{
    /// <summary>Lines for the user's <c>.npmrc</c>.</summary>
    public IReadOnlyList<string> Npm { get; init; } = [];

    /// <summary>The user's NuGet.Config; null where there is none.</summary>
    public string? NuGet { get; init; }

    /// <summary>Variables by which other tools are told of registries.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A folder on the master's machine for what was downloaded; null keeps it in the attempt's workspace.</summary>
    public string? Cache { get; init; }

    public void WriteTo(string home)
    {
        if (Npm.Count > 0)
            File.WriteAllLines(Path.Combine(home, ".npmrc"), Npm);
        if (NuGet is null)
            return;
        var folder = Directory.CreateDirectory(Path.Combine(home, ".nuget", "NuGet")).FullName;
        File.WriteAllText(Path.Combine(folder, "NuGet.Config"), NuGet);
    }
}
