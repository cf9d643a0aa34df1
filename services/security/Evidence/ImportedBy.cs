namespace Cortex.Security.Evidence;

/// <summary>Whether code imports a package.</summary>
/// <param name="Answer"><see cref="Yes"/>, <see cref="No"/> or <see cref="Unknown"/>.</param>
/// <param name="Place">The first place that does, as "src/app.js:3".</param>
internal sealed record ImportedBy(string Answer, string? Place = null)
{
    public const string Yes = "yes";

    /// <summary>All code was looked at and none imports it; it may still be loaded by a name that is made up at run time.</summary>
    public const string No = "no";
    public const string Unknown = "unknown";
}
