using Cortex.Documents.Dockerfiles;
using Cortex.Security.Dockerfiles.Runs;
using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Packages;

/// <summary>npm and yarn.</summary>
internal static class Npm
{
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal) { "--loglevel", "--registry", "--prefix", "--cache", "--userconfig", "--globalconfig", "--tag", "-w", "--workspace", "--omit", "--include", "--only", "-C" };
    private static readonly string[] Archives = [".tar", ".tar.gz", ".tgz"];

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var command in run.Named("npm"))
        {
            var verb = command.Verb(WithValue);
            if (verb is not ("install" or "i" or "add" or "ci"))
                continue;
            var unpinned = verb == "ci" ? [] : command.Operands(WithValue).Skip(1).Select(word => word.Text).Where(IsUnpinned).ToList();
            if (unpinned.Count > 0)
                look.Report("unpinned-npm-package", run, command, $"{PackageNames.Some(unpinned)} in whatever version there is; write package@version.");
            if (!WithoutDevelopment(command) && look.Reaches(run.Stage, run.Instruction) && !command.Has("-g", "--global") && !Environment(run))
                look.Report("npm-development-dependencies", run, command, $"npm {verb} installs what only development needs into the image; add --omit=dev, or install in a stage that is left behind.");
        }

        foreach (var install in run.Named("yarn").Where(c => c.Verb() == "install"))
        {
            var cleaned = run.Named("yarn").Any(c => c.Offset > install.Offset && c.Verb() == "cache" && c.Arguments.Any(a => a.Text == "clean"));
            if (!cleaned && look.Reaches(run.Stage, run.Instruction) && !run.Instruction.Flags.Any(f => f.Value.Contains("type=cache", StringComparison.Ordinal)))
                look.Report("yarn-cache-kept", run, install, "yarn keeps what it downloads in the image; end the RUN with && yarn cache clean.");
        }
    }

    private static bool WithoutDevelopment(ShellCommand command) =>
        command.Has("--production", "--prod") || command.Value("--omit") == "dev" || command.Value("--only") is "prod" or "production" || command.Assignments.Any(a => a is { Key: "NODE_ENV", Value: "production" });

    /// <summary>With NODE_ENV=production npm leaves them out by itself.</summary>
    private static bool Environment(StageRun run) =>
        run.Stage.Lineage.SelectMany(stage => stage.Instructions.Where(i => i.Keyword is "ENV" or "ARG" && (stage != run.Stage || i.Line < run.Instruction.Line)))
            .SelectMany(InstructionWords.Pairs)
            .LastOrDefault(pair => pair.Key == "NODE_ENV").Value == "production";

    private static bool IsUnpinned(string package)
    {
        if (package is ['.' or '/' or '~' or '$', ..] || Array.Exists(Archives, ending => package.EndsWith(ending, StringComparison.Ordinal)))
            return false;
        if (package.Contains("://", StringComparison.Ordinal))
            return package.StartsWith("git", StringComparison.Ordinal) && !package.Contains('#', StringComparison.Ordinal);
        return package.IndexOf('@', 1) < 0;
    }
}
