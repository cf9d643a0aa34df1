using Cortex.Coordinator.Tests.Golden;

namespace Cortex.EndToEnd.Tests.Brokers;

/// <summary>Examples as they stand in the documentation.</summary>
internal static class Documentation
{
    /// <summary>The block of a language that contains these words.</summary>
    public static string Example(string page, string language, string words) => File.ReadAllText(Repository.File(page))
        .Split($"```{language}\n").Skip(1).Select(block => block.Split("\n```")[0]).Single(block => block.Contains(words, StringComparison.Ordinal));
}
