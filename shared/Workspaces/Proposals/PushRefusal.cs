using Cortex.Contracts.Targets;
using Cortex.Workspaces.Proposals.Accounts;
using Cortex.Workspaces.Running;

namespace Cortex.Workspaces.Proposals;

/// <summary>Why nothing could be pushed into a target, for people.</summary>
public static class PushRefusal
{
    private static readonly (string Said, string Means)[] Known =
    [
        ("Authentication failed", "the host did not accept the account; check its token"),
        ("could not read Username", "the host asks for an account and none is configured for it"),
        ("could not read Password", "the host asks for an account and none is configured for it"),
        ("terminal prompts disabled", "the host asks for an account and none is configured for it"),
        ("returned error: 401", "the host did not accept the account; check its token"),
        ("returned error: 403", "the account may not push there"),
        ("protected branch", "the branch is protected there"),
        ("hook declined", "the host's rules refused the branch"),
        ("stale info", "somebody has pushed to the branch in the meantime"),
        ("Permission denied", "the target cannot be written"),
        ("Read-only file system", "the target cannot be written"),
        ("insufficient permission", "the target cannot be written"),
        ("cannot lock ref", "the target's references cannot be written"),
        ("unable to create", "the target cannot be written"),
        ("Could not resolve host", "the host cannot be reached"),
        ("Failed to connect", "the host cannot be reached"),
        ("Connection refused", "the host cannot be reached"),
        ("not found", "the repository is not there, or the account may not see it"),
    ];

    /// <summary>Known before anything is tried: an http address without an account. Null when a push is worth it.</summary>
    public static string? Beforehand(Target target, ForgeAccounts accounts) =>
        Uri.TryCreate(target.Location, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && accounts.Find(target.Location) is null
            ? $"no account is configured for {uri.GetLeftPart(UriPartial.Authority)}"
            : null;

    public static string Of(GitException refusal)
    {
        if (refusal.TimedOut)
            return "the target did not answer in time";
        foreach (var (said, means) in Known)
            if (refusal.Error.Contains(said, StringComparison.OrdinalIgnoreCase))
                return $"{means} ({Line(refusal.Error, said)})";
        return refusal.Message;
    }

    private static string Line(string error, string said)
    {
        const int most = 200;
        var line = error.Split('\n').First(l => l.Contains(said, StringComparison.OrdinalIgnoreCase)).Trim();
        return line.Length > most ? line[..most] + " …" : line;
    }
}
