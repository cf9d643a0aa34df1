using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Stages;

/// <summary>Labels and health checks, where the owner asks for them.</summary>
internal static class Labels
{
    private static readonly string[] Reserved = ["com.docker.", "io.docker.", "org.dockerproject."];

    public static void Look(DockerfileLook look, DockerfileOptions options)
    {
        if (look.Final is not { } final)
            return;
        var instructions = final.Lineage.SelectMany(stage => stage.Instructions).ToList();
        if (options.RequireHealthCheck && !instructions.Exists(i => i.Keyword == "HEALTHCHECK"))
            look.Report("no-healthcheck", final, null, "The image has no HEALTHCHECK, so nothing notices when it hangs; add one.");
        if (options.RequiredLabels.Count == 0)
            return;
        var labels = instructions.Where(i => i.Keyword == "LABEL").SelectMany(InstructionWords.Pairs).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var missing in options.RequiredLabels.Where(label => !labels.Contains(label)))
            look.Report("missing-label", final, null, $"The image has no label {missing}; add LABEL {missing}=\"...\".", missing);
        foreach (var stage in look.Stages)
        {
            foreach (var label in stage.Instructions.Where(i => i.Keyword == "LABEL"))
            {
                foreach (var key in InstructionWords.Pairs(label).Select(pair => pair.Key).Where(key => !IsValid(key)))
                    look.Report("invalid-label-key", stage, label, $"'{key}' is no valid key of a label; use lower-case letters, digits, '.' and '-' and no reserved prefix.", key);
            }
        }
    }

    private static bool IsValid(string key) =>
        key is [>= 'a' and <= 'z', ..] && char.IsAsciiLetterOrDigit(key[^1])
        && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_' or '/' or '$')
        && !key.Contains("..", StringComparison.Ordinal) && !key.Contains("--", StringComparison.Ordinal)
        && !Array.Exists(Reserved, prefix => key.StartsWith(prefix, StringComparison.Ordinal));
}
