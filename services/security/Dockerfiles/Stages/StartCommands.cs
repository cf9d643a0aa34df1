using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Stages;

/// <summary>CMD, ENTRYPOINT and HEALTHCHECK, of which only the last counts.</summary>
internal static class StartCommands
{
    private static readonly Dictionary<string, string> Several = new(StringComparer.Ordinal)
    {
        ["CMD"] = "several-commands",
        ["ENTRYPOINT"] = "several-entrypoints",
        ["HEALTHCHECK"] = "several-healthchecks",
    };

    public static void Look(DockerfileLook look)
    {
        foreach (var stage in look.Stages)
        {
            foreach (var (keyword, rule) in Several)
            {
                var all = stage.Instructions.Where(i => i.Keyword == keyword && !i.IsOnBuild).ToList();
                if (all.Count > 1)
                    look.Report(rule, stage, all[1], $"The stage has {all.Count} {keyword} instructions and only the last counts; keep one.");
            }

            foreach (var command in stage.Instructions.Where(i => i.Keyword is "CMD" or "ENTRYPOINT" && i.Exec is null && i.Arguments.Length > 0))
                look.Report("shell-form-command", stage, command, $"{command.Keyword} is run by a shell, which does not pass signals on; write it as a JSON list of its words.", command.Keyword);
        }
    }
}
