namespace Cortex.Workspaces.Proposals.Accounts;

/// <summary>Whose API a host speaks. Forgejo speaks Gitea's.</summary>
public enum ForgeKind { GitHub, GitLab, Gitea }
