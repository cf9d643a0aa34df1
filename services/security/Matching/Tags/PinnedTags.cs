using Cortex.Documents.Files;
using Cortex.Packages;

namespace Cortex.Security.Matching.Tags;

/// <summary>Packages that are repositories at a tag, which no package manifest lists: GitHub actions that workflows use, and Swift packages.</summary>
internal static class PinnedTags
{
    /// <summary>By path, then line.</summary>
    public static IReadOnlyList<PackageOccurrence> Of(SourceTree tree, IReadProblems problems, CancellationToken stop)
    {
        var found = new List<PackageOccurrence>();
        foreach (var file in tree.Files)
        {
            stop.ThrowIfCancellationRequested();
            var isWorkflow = WorkflowActions.Reads(file);
            if ((isWorkflow || SwiftPins.Reads(file)) && tree.Text(file) is { } text)
                found.AddRange(isWorkflow ? WorkflowActions.Of(file.Path, text) : SwiftPins.Of(file.Path, text, problems));
        }
        return found;
    }
}
