using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Stages;

/// <summary>Secrets in ENV and ARG, which everybody who has the image can read. Values are never said.</summary>
internal static class BakedSecrets
{
    public static void Look(DockerfileLook look)
    {
        foreach (var argument in look.Text.Instructions.TakeWhile(i => i.Keyword != "FROM").Where(i => i.Keyword == "ARG"))
        {
            if (look.Text.Stages is [var first, ..])
                Look(look, first, argument, new(StringComparer.Ordinal));
        }

        foreach (var stage in look.Stages)
        {
            var arguments = new HashSet<string>(StringComparer.Ordinal);
            foreach (var instruction in stage.Instructions.Where(i => i.Keyword is "ENV" or "ARG"))
                Look(look, stage, instruction, arguments);
        }
    }

    private static void Look(DockerfileLook look, DockerfileStage stage, DockerfileInstruction instruction, HashSet<string> arguments)
    {
        var at = 0;
        foreach (var (name, value) in InstructionWords.Pairs(instruction))
        {
            at = Math.Max(at, instruction.Arguments.IndexOf(name, at, StringComparison.Ordinal));
            if (instruction.Keyword == "ARG")
            {
                if (SecretNames.IsSecret(name) && (value is null || SecretNames.IsLiteral(value)))
                    look.Report("secret-in-arg", stage, instruction, Argument(name, value), name, instruction.LineAt(at));
                arguments.Add(name);
            }
            else if (SecretNames.IsSecret(name) && value is not null && (SecretNames.IsLiteral(value) || DockerfileVariables.In(value).Any(arguments.Contains)))
            {
                look.Report("secret-in-env", stage, instruction, $"ENV {name} puts a secret into the image; give it to the container when it starts, or to the build by RUN --mount=type=secret, and replace the secret.", name, instruction.LineAt(at));
            }
        }
    }

    private static string Argument(string name, string? value) => value is null
        ? $"The build argument {name} is kept in the history of the image; hand the secret over by RUN --mount=type=secret,id={name.ToLowerInvariant()} instead."
        : $"ARG {name} holds a secret; hand it over by RUN --mount=type=secret,id={name.ToLowerInvariant()} instead, and replace the secret.";
}
