using Cortex.Security.Dockerfiles.Runs;
using Cortex.Security.Dockerfiles.Shell;

namespace Cortex.Security.Dockerfiles.Packages;

/// <summary>yum, dnf and microdnf.</summary>
internal static class RpmPackages
{
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal) { "-c", "--config", "-d", "-e", "-x", "-R", "--installroot" };
    private static readonly string[] Caches = ["/var/cache/yum", "/var/cache/dnf", "/var/cache/libdnf"];

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var command in run.Named("yum", "dnf", "microdnf"))
        {
            var words = command.Operands(WithValue).Select(word => word.Text).ToList();
            if (command.Has("--nogpgcheck", "--no-gpgchecks"))
                look.Report("unverified-packages", run, command, $"{command.Name} takes packages whose signature it does not look at; leave --nogpgcheck out and import the key.");
            var isModule = words is ["module", "install", ..];
            if (isModule || words is ["install" or "localinstall" or "groupinstall" or "reinstall", ..])
                Install(look, run, command, [.. words.Skip(isModule ? 2 : 1)], isModule);
        }
    }

    private static void Install(DockerfileLook look, StageRun run, ShellCommand command, List<string> packages, bool isModule)
    {
        var family = command.Name == "yum" ? "yum" : "dnf";
        if (!command.Has("-y", "--assumeyes", "--yes"))
            look.Report($"{family}-install-without-yes", run, command, $"{command.Name} install waits for an answer that nobody gives; add -y.");
        var cleaned = run.Named(command.Name).Any(c => c.Offset > command.Offset && c.Operands().Select(w => w.Text).ToList() is ["clean", ..]);
        if (!cleaned && !run.RemovesAfter(command, Caches) && !Array.Exists(Caches, run.Mounts) && look.Reaches(run.Stage, run.Instruction))
            look.Report($"{family}-cache-kept", run, command, $"{command.Name} keeps what it downloads in the image; end the RUN with && {command.Name} clean all.");
        var unpinned = packages.Where(package => IsUnpinned(package, isModule)).ToList();
        if (unpinned.Count > 0)
            look.Report($"unpinned-{family}-package", run, command, $"{PackageNames.Some(unpinned)} in whatever version there is; write {(isModule ? "module:stream" : "package-version")}.");
    }

    private static bool IsUnpinned(string package, bool isModule)
    {
        if (package is ['$' or '@' or '/' or '.', ..] || package.EndsWith(".rpm", StringComparison.Ordinal) || package.Contains("://", StringComparison.Ordinal))
            return false;
        if (isModule)
            return !package.Contains(':', StringComparison.Ordinal);
        return !Enumerable.Range(1, Math.Max(0, package.Length - 2)).Any(i => package[i] == '-' && (char.IsAsciiDigit(package[i + 1]) || package[i + 1] == '$'));
    }
}
