using Cortex.Security.Dockerfiles.Runs;

namespace Cortex.Security.Dockerfiles.Packages;

/// <summary>RubyGems.</summary>
internal static class Gems
{
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal)
    {
        "-v", "--version", "-s", "--source", "-i", "--install-dir", "-n", "--bindir", "-P", "--trust-policy", "--platform", "-p", "--http-proxy", "--use-system-libraries", "--document", "--build-root",
    };

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var install in run.Named("gem").Where(c => c.Verb() is "install" or "i"))
        {
            // What follows "--" is for the compiler.
            var own = new Shell.ShellCommand
            {
                Name = "gem",
                Arguments = [.. install.Arguments.TakeWhile(a => a.Text != "--")],
                Assignments = [],
                Offset = install.Offset,
                Joined = install.Joined,
                Depth = install.Depth,
            };
            if (own.Has("-v", "--version"))
                continue;
            var unpinned = own.Operands(WithValue).Skip(1).Select(word => word.Text)
                .Where(gem => gem[0] is not ('$' or '.' or '/') && !gem.Contains(':', StringComparison.Ordinal) && !gem.EndsWith(".gem", StringComparison.Ordinal))
                .ToList();
            if (unpinned.Count > 0)
                look.Report("unpinned-gem", run, install, $"{PackageNames.Some(unpinned)} in whatever version there is; write gem:version.");
        }
    }
}
