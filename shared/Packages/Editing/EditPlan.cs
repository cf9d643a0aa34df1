namespace Cortex.Packages.Editing;

/// <summary>What has to be written so that packages are at other versions. Nothing is written by making it.</summary>
public sealed record EditPlan
{
    /// <summary>By path; only files whose content changes.</summary>
    public required IReadOnlyList<FileEdit> Files { get; init; }

    /// <summary>What a reader of the change has to know, such as that a lockfile must be made anew.</summary>
    public IReadOnlyList<EditNote> Notes { get; init; } = [];

    /// <summary>Upgrades that no edit was found for, with the reason.</summary>
    public IReadOnlyList<EditRefusal> Refused { get; init; } = [];
}

/// <summary>The new content of one file, byte for byte; what need not change is as it was.</summary>
/// <param name="Path">Relative to the root, with '/' between its parts.</param>
/// <param name="Before">The content that was read.</param>
/// <param name="After">The content to write.</param>
public sealed record FileEdit(string Path, ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After);

/// <param name="Kind">What follows from it.</param>
/// <param name="Path">The file it is about.</param>
/// <param name="Text">For people.</param>
public sealed record EditNote(EditNoteKind Kind, string Path, string Text)
{
    /// <summary>The ecosystem's own command that does what is left, to be run in the folder of <see cref="Path"/>; null where there is none.</summary>
    public IReadOnlyList<string>? Command { get; init; }
}

public enum EditNoteKind
{
    /// <summary>The lockfile does not agree with the manifest any more until the ecosystem's tool has run.</summary>
    LockfileNotRegenerated,

    /// <summary>A package that the repository does not ask for itself is pinned by the ecosystem's own means of overriding.</summary>
    Override,

    /// <summary>The new version is outside of what the manifest's range allowed.</summary>
    RangeWidened,

    /// <summary>What was changed counts only when a condition of the build holds.</summary>
    Condition,

    /// <summary>Something is left that only the package itself tells, as an assembly's version.</summary>
    ByHand,
}

/// <param name="Upgrade">What was asked.</param>
/// <param name="Path">The file that stands against it.</param>
/// <param name="Line">1-based, where it has one.</param>
/// <param name="Reason">Why, and what to do by hand.</param>
public sealed record EditRefusal(PackageUpgrade Upgrade, string Path, int? Line, string Reason);
