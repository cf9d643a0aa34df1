namespace Cortex.Security.Dockerfiles.Stages;

/// <summary>The order of the stages and their names.</summary>
internal static class StageOrder
{
    public static void Look(DockerfileLook look)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var stage in look.Text.Stages)
        {
            if (stage.Name is { } name && !names.Add(name))
                look.Report("duplicate-stage-name", stage, stage.From, $"An earlier stage is called {name} too, so nobody can tell which is meant; give each stage a name of its own.");
        }

        if (look.Text.Loose is { } loose && look.Text.Stages.Count > 0)
            look.Report("instruction-before-from", loose, loose.Instructions[0], $"{loose.Instructions[0].Keyword} stands before the first FROM, where only ARG may; move it below.");
    }
}
