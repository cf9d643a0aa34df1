using Cortex.Security.Dockerfiles.Runs;
using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Packages;

/// <summary>apt and apt-get: https://docs.docker.com/build/building/best-practices/#apt-get.</summary>
internal static class AptGet
{
    private const string Lists = "/var/lib/apt/lists";
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal) { "-t", "--target-release", "--default-release", "-o", "--option", "-c", "--config-file", "-a", "--host-architecture" };

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var command in run.Named("apt"))
            look.Report("apt-instead-of-apt-get", run, command, "'apt' is meant for people and may change its options; write apt-get or apt-cache.");
        foreach (var command in run.Named("apt-get", "apt", "aptitude"))
        {
            if (command.Has("--allow-unauthenticated", "--force-yes", "--allow-insecure-repositories") || command.Arguments.Any(a => a.Text.Contains("AllowUnauthenticated=true", StringComparison.OrdinalIgnoreCase)))
                look.Report("unverified-packages", run, command, $"{command.Name} takes packages that nobody signed; leave the option out and add the repository's key.");
        }

        // hadolint looks at apt-get alone; for what ends up in the image both are the same.
        foreach (var command in run.Named("apt-get", "apt"))
        {
            var verb = command.Verb(WithValue);
            if (verb == "update")
                Update(look, run, command);
            else if (verb == "install")
                Install(look, run, command);
        }
    }

    private static void Update(DockerfileLook look, StageRun run, ShellCommand update)
    {
        if (!run.Commands.Any(command => command.Name is "apt-get" or "apt" or "aptitude" && command.Offset > update.Offset && command.Verb(WithValue) != "update") && run.Commands.All(c => c.Name is "apt-get" or "apt"))
            look.Report("apt-update-alone", run, update, "apt-get update in a RUN of its own is cached, and later installs take old lists; join it to the install with &&.");
        if (look.Reaches(run.Stage, run.Instruction) && !run.RemovesAfter(update, Lists) && !run.Mounts(Lists) && !(run.Mounts("/var/lib/apt") && run.Mounts("/var/cache/apt")))
            look.Report("apt-lists-kept", run, update, $"The package lists stay in the image; end the RUN with && rm -rf {Lists}/*.");
    }

    private static void Install(DockerfileLook look, StageRun run, ShellCommand install)
    {
        if (!install.Has("-y", "--yes", "--assume-yes", "-qq") && install.Arguments.Count(a => a.Text is "-q" or "--quiet") < 2 && !install.Arguments.Any(a => a.Text is "-q=2"))
            look.Report("apt-install-without-yes", run, install, "apt-get install waits for an answer that nobody gives; add -y.");
        if (!install.Has("--no-install-recommends") && !install.Arguments.Any(a => a.Text.Contains("Install-Recommends=false", StringComparison.OrdinalIgnoreCase) || a.Text.Contains("Install-Recommends=0", StringComparison.OrdinalIgnoreCase)))
            look.Report("apt-recommends", run, install, "apt-get install brings in what is only recommended; add --no-install-recommends.");
        var unpinned = install.Operands(WithValue).Skip(1).Select(word => word.Text).Where(IsUnpinned).ToList();
        if (unpinned.Count > 0)
            look.Report("unpinned-apt-package", run, install, $"{PackageNames.Some(unpinned)} in whatever version there is; write package=version.");
    }

    private static bool IsUnpinned(string package) =>
        package.Length > 0 && package[0] != '$' && package.AsSpan().IndexOfAny("=/*") < 0 && !package.EndsWith(".deb", StringComparison.Ordinal) && package[^1] is not ('-' or '+');
}
