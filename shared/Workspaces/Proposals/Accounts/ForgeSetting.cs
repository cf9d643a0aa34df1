namespace Cortex.Workspaces.Proposals.Accounts;

/// <summary>One entry of the section <c>Forges</c>: a host that branches are pushed to, and whose account does it. The token itself is never a setting.</summary>
public sealed class ForgeSetting
{
    /// <summary>Address of the host as repositories are cloned from it, for example <c>https://github.com</c>; scheme, host and port must all be those of a target.</summary>
    public string Url { get; set; } = "";

    /// <summary>github, gitlab or gitea.</summary>
    public string Kind { get; set; } = "";

    /// <summary>Base address of the API; empty is where the kind has it.</summary>
    public string Api { get; set; } = "";

    /// <summary>User name for git over HTTP; empty is the one the kind takes with tokens.</summary>
    public string User { get; set; } = "";

    /// <summary>File whose only line is the token.</summary>
    public string TokenFile { get; set; } = "";

    /// <summary>Environment variable that holds the token.</summary>
    public string TokenVariable { get; set; } = "";
}
