using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Stages;

/// <summary>ENV instructions that use what they only define.</summary>
internal static class Variables
{
    public static void Look(DockerfileLook look)
    {
        foreach (var stage in look.Stages)
        {
            var known = new HashSet<string>(stage.Lineage.Skip(1).SelectMany(s => s.Instructions).Where(Defines).SelectMany(InstructionWords.Pairs).Select(p => p.Key), StringComparer.Ordinal);
            foreach (var instruction in stage.Instructions.Where(Defines))
            {
                var pairs = InstructionWords.Pairs(instruction).ToList();
                if (instruction.Keyword == "ENV")
                    Look(look, stage, instruction, pairs, known);
                known.UnionWith(pairs.Select(pair => pair.Key));
            }
        }
    }

    private static bool Defines(DockerfileInstruction instruction) => instruction.Keyword is "ENV" or "ARG";

    private static void Look(DockerfileLook look, DockerfileStage stage, DockerfileInstruction env, List<KeyValuePair<string, string?>> pairs, HashSet<string> known)
    {
        var times = pairs.CountBy(pair => pair.Key).ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            foreach (var name in DockerfileVariables.In(value ?? "").Distinct(StringComparer.Ordinal))
            {
                var elsewhere = times.GetValueOrDefault(name) > (name == key ? 1 : 0);
                if (elsewhere && !known.Contains(name))
                    look.Report("env-refers-to-itself", stage, env, $"{key} uses {name}, which the same ENV defines and which has its old value there; define {name} in an ENV before.", key);
            }
        }
    }
}
