using Cortex.Workspaces.Proposals.Accounts;

namespace Cortex.Workspaces.Running;

/// <summary>
/// Lets git log in to one host. Git asks a small program for user and password; the program answers only for that host and takes both from
/// its own environment, so that a token is on no command line, in no file and in no configuration.
/// </summary>
internal static class GitAccess
{
    private const string Program = """
        #!/bin/sh
        case "$1" in
            *"//$CORTEX_GIT_HOST'"* | *"@$CORTEX_GIT_HOST'"*) ;;
            *) exit 1 ;;
        esac
        case "$1" in
            Username*) printf '%s\n' "$CORTEX_GIT_USER" ;;
            *) printf '%s\n' "$CORTEX_GIT_TOKEN" ;;
        esac

        """;

    /// <summary>A redirect to another host is not followed: what it would ask for is not its to have.</summary>
    public static IReadOnlyList<string> Settings { get; } = ["-c", "http.followRedirects=false"];

    public static IReadOnlyDictionary<string, string> Variables(ForgeAccount account, string folder) => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GIT_ASKPASS"] = ProgramIn(folder),
        ["CORTEX_GIT_HOST"] = account.Host,
        ["CORTEX_GIT_USER"] = account.User,
        ["CORTEX_GIT_TOKEN"] = account.Token(),
    };

    private static string ProgramIn(string folder)
    {
        var path = Path.Combine(folder, "askpass");
        if (File.Exists(path))
            return path;
        var fresh = path + "." + Environment.ProcessId + "." + Environment.CurrentManagedThreadId;
        File.WriteAllText(fresh, Program);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(fresh, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.Move(fresh, path, overwrite: true);
        return path;
    }
}
