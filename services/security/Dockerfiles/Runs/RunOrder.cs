namespace Cortex.Security.Dockerfiles.Runs;

/// <summary>What holds between the RUN instructions of a stage.</summary>
internal static class RunOrder
{
    public static void Look(DockerfileLook look)
    {
        foreach (var runs in look.Runs.GroupBy(run => run.Stage))
        {
            Consecutive(look, [.. runs]);
            TwoDownloaders(look, [.. runs]);
        }
    }

    private static void Consecutive(DockerfileLook look, List<StageRun> runs)
    {
        var instructions = runs[0].Stage.Instructions;
        var followed = instructions.Zip(instructions.Skip(1)).ToHashSet();
        for (var i = 1; i < runs.Count; i++)
        {
            var (before, run) = (runs[i - 1], runs[i]);
            if (followed.Contains((before.Instruction, run.Instruction)) && before.Commands.Count == 1 && run.Commands.Count == 1 && before.Instruction.Flags.SequenceEqual(run.Instruction.Flags))
                look.Report("consecutive-run", run.Stage, run.Instruction, "Each RUN is a layer; join the one before and this one with &&.");
        }
    }

    private static void TwoDownloaders(DockerfileLook look, List<StageRun> runs)
    {
        var (curl, wget) = (false, false);
        foreach (var run in runs)
        {
            var here = run.Commands.Where(c => c.Name is "curl" or "wget").ToList();
            curl |= here.Exists(c => c.Name == "curl");
            wget |= here.Exists(c => c.Name == "wget");
            if (here.Count > 0 && curl && wget)
                look.Report("wget-and-curl", run, here[^1], "The stage needs both curl and wget, which do the same; use one of them.");
        }
    }
}
