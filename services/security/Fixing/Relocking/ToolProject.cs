using Cortex.Packages.Editing;
using Cortex.Security.Fixing.Verifying.Reports;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>A part of a repository that is restored, built and tested as one, and the commands for it.</summary>
internal sealed record ToolProject
{
    /// <summary>The ecosystem's tool: "npm", "dotnet". With <see cref="Folder"/> and the subject it names the project within a repository.</summary>
    public required string Tool { get; init; }

    /// <summary>Relative to the root, "" for the root.</summary>
    public required string Folder { get; init; }

    /// <summary>A solution or project file, where the folder does not tell.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Why nothing can be run here; null when the tool is on this machine.</summary>
    public string? Missing { get; init; }

    /// <summary>Makes the lockfile anew with the upgrades; empty where there is none to make.</summary>
    public Func<IReadOnlyList<PackageUpgrade>, IReadOnlyList<ToolCommand>> Relock { get; init; } = _ => [];

    /// <summary>Options with which the tool writes the lockfile in the way it is written; for commands that come with an edit.</summary>
    public IReadOnlyList<string> LockOptions { get; init; } = [];

    /// <summary>Files that re-locking may change, relative to the root.</summary>
    public IReadOnlyList<string> Lockfiles { get; init; } = [];

    public IReadOnlyList<ToolCommand> Restore { get; init; } = [];

    /// <summary>Null where there is nothing to build.</summary>
    public ToolCommand? Build { get; init; }

    /// <summary>Null where no tests are known.</summary>
    public ToolCommand? Test { get; init; }

    /// <summary>How the tests' outcome is read.</summary>
    public ITestReport? Report { get; init; }

    public string Key => $"{Tool} {Folder} {Subject}";

    public ToolCommand Command(params IReadOnlyList<string> words) => new(words, Folder);
}

/// <summary>An ecosystem's own tools.</summary>
internal interface IToolchain
{
    /// <summary>The purl type whose packages it installs.</summary>
    string Ecosystem { get; }

    /// <summary>The projects that the manifests and lockfiles belong to.</summary>
    IEnumerable<ToolProject> Projects(string root, IReadOnlyList<string> paths);
}
