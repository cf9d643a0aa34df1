using Cortex.Security.Dockerfiles.Runs;

namespace Cortex.Security.Dockerfiles.Packages;

/// <summary>Alpine's apk.</summary>
internal static class Apk
{
    private const string Cache = "/var/cache/apk";
    private static readonly HashSet<string> WithValue = new(StringComparer.Ordinal)
    {
        "-t", "--virtual", "-X", "--repository", "-p", "--root", "--repositories-file", "--arch", "--keys-dir", "--cache-dir", "--wait", "--cache-max-age", "--timeout", "--progress-fd",
    };

    public static void Look(DockerfileLook look, StageRun run)
    {
        foreach (var add in run.Named("apk"))
        {
            if (add.Has("--allow-untrusted"))
                look.Report("unverified-packages", run, add, "apk takes packages that nobody signed; leave --allow-untrusted out and add the repository's key to /etc/apk/keys.");
            if (add.Verb(WithValue) != "add")
                continue;
            var unpinned = add.Operands(WithValue).Skip(1).Select(word => word.Text)
                .Where(package => package[0] is not ('$' or '.' or '!') && package.AsSpan().IndexOfAny("=~<>") < 0 && !package.EndsWith(".apk", StringComparison.Ordinal))
                .ToList();
            if (unpinned.Count > 0)
                look.Report("unpinned-apk-package", run, add, $"{PackageNames.Some(unpinned)} in whatever version there is; write package=version or package~version.");
            if (!add.Has("--no-cache") && !run.Mounts(Cache) && !run.RemovesAfter(add, Cache) && look.Reaches(run.Stage, run.Instruction))
                look.Report("apk-cache-kept", run, add, "apk keeps its index in the image; add --no-cache.");
        }
    }
}
