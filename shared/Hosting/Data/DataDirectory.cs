namespace Cortex.Hosting.Data;

/// <summary>The folder in which a host keeps everything: one host at a time.</summary>
public sealed record DataDirectory(string Root)
{
    /// <summary>The database: log, outbox, gateway, catalogue.</summary>
    public string Store => Path.Combine(Root, "cortex.db");

    /// <summary>The advisories of known vulnerabilities; may be deleted and taken in again.</summary>
    public string Advisories => Path.Combine(Root, "advisories.db");

    /// <summary>Operator settings.</summary>
    public string Config => Path.Combine(Root, "config.yaml");

    /// <summary>Held by the one host.</summary>
    public string Lock => Path.Combine(Root, "host.lock");

    /// <summary>Loopback address and access token of the running host.</summary>
    public string Endpoint => Path.Combine(Root, "host.json");

    /// <summary>Content by SHA-256.</summary>
    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>Bare mirrors of the targets.</summary>
    public string Mirrors => Path.Combine(Root, "mirrors");

    /// <summary>Workspaces of running attempts.</summary>
    public string Work => Path.Combine(Root, "work");

    /// <summary>A folder per run with its reports.</summary>
    public string Runs => Path.Combine(Root, "runs");

    public string Logs => Path.Combine(Root, "logs");

    public string RunFolder(Guid orchestrationId) => Path.Combine(Runs, orchestrationId.ToString("D"));
}
