using Cortex.Security.Dockerfiles.Runs;

namespace Cortex.Security.Dockerfiles.Packages;

/// <summary>The package manager of SUSE.</summary>
internal static class Zypper
{
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal) { "-r", "--repo", "-R", "--root", "-t", "--type", "-c", "--config", "--from" };

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var command in run.Named("zypper"))
        {
            var verb = command.Verb(WithValue);
            if (command.Has("--no-gpg-checks", "--allow-unsigned-rpm"))
                look.Report("unverified-packages", run, command, "zypper takes packages whose signature it does not look at; leave the option out and import the key.");
            if (verb is "dist-upgrade" or "dup")
                look.Report("zypper-dist-upgrade", run, command, "zypper dist-upgrade makes another release of the base than was chosen; choose the base that is wanted.");
            if (verb is "install" or "in" or "remove" or "rm" or "source-install" or "si" or "patch" && !command.Has("-n", "--non-interactive", "-y", "--no-confirm"))
                look.Report("zypper-install-without-yes", run, command, $"zypper {verb} waits for an answer that nobody gives; add -y.");
            if (verb is not ("install" or "in"))
                continue;
            var cleaned = run.Named("zypper").Any(c => c.Offset > command.Offset && c.Verb(WithValue) is "clean" or "cc");
            if (!cleaned && !run.RemovesAfter(command, "/var/cache/zypp") && !run.Mounts("/var/cache/zypp") && look.Reaches(run.Stage, run.Instruction))
                look.Report("zypper-cache-kept", run, command, "zypper keeps what it downloads in the image; end the RUN with && zypper clean.");
            var unpinned = command.Operands(WithValue).Skip(1).Select(word => word.Text)
                .Where(package => package[0] is not ('$' or '/' or '.') && package.AsSpan().IndexOfAny("=<>") < 0 && !package.EndsWith(".rpm", StringComparison.Ordinal))
                .ToList();
            if (unpinned.Count > 0)
                look.Report("unpinned-zypper-package", run, command, $"{PackageNames.Some(unpinned)} in whatever version there is; write package=version.");
        }
    }
}
