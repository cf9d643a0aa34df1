namespace Cortex.Packages.Editing;

/// <summary>How a requirement is changed that is a range.</summary>
public enum RangeStrategy
{
    /// <summary>
    /// A lowest version that is written in full is raised, as in ^1.2.3; a range that allows the new version otherwise stays; one
    /// that does not is changed, or widened when it has several parts.
    /// </summary>
    Auto,

    /// <summary>The lowest version is raised even where the range allows the new one.</summary>
    Bump,

    /// <summary>A range that does not allow the new version is replaced by the like one that does, as ^1.2.3 by ^2.0.0.</summary>
    Replace,

    /// <summary>What was allowed stays allowed, as in ^1.2.3 || ^2.0.0.</summary>
    Widen,
}
