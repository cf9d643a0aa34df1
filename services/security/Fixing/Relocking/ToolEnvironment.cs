using Cortex.Workers.Work;

namespace Cortex.Security.Fixing.Relocking;

/// <summary>
/// The variables that a tool sees: how to find programs, certificates and proxies, a home and temporary folder of the attempt, and caches. Nothing
/// of the worker's own, and of the user's settings only what the master passes on (<see cref="RegistrySettings"/>).
/// </summary>
internal sealed class ToolEnvironment
{
    private static readonly string[] Passed =
        ["PATH", "LANG", "TZ", "DOTNET_ROOT", "JAVA_HOME", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", WorkerEnvironment.Attempt];

    private ToolEnvironment(IReadOnlyDictionary<string, string> variables) => Variables = variables;

    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>Makes the folders and the tools' configuration files.</summary>
    /// <param name="workspace">Of the attempt; removed with it.</param>
    /// <param name="settings">What the master passes on.</param>
    public static ToolEnvironment Create(string workspace, RegistrySettings settings)
    {
        var home = Directory.CreateDirectory(Path.Combine(workspace, "tools", "home")).FullName;
        var temporary = Directory.CreateDirectory(Path.Combine(workspace, "tools", "tmp")).FullName;
        var cache = CacheOf(workspace, settings);
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Passed)
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                variables[name] = value;
        foreach (var (name, value) in settings.Variables)
            variables[name] = value;
        foreach (var (name, value) in Fixed(home, temporary, cache))
            variables[name] = value;
        // Node brings its own list of authorities and looks at no other; the operator's is added.
        if (variables.TryGetValue("SSL_CERT_FILE", out var authorities))
            variables.TryAdd("NODE_EXTRA_CA_CERTS", authorities);
        if (Rustup() is { } rustup)
            variables["RUSTUP_HOME"] = rustup;
        settings.WriteTo(home);
        return new(variables);
    }

    private static string CacheOf(string workspace, RegistrySettings settings)
    {
        try
        {
            if (settings.Cache is { Length: > 0 } shared)
                return Directory.CreateDirectory(shared).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A worker on another node does not share the master's disk.
        }
        return Directory.CreateDirectory(Path.Combine(workspace, "tools", "cache")).FullName;
    }

    private static IEnumerable<(string Name, string Value)> Fixed(string home, string temporary, string cache) =>
    [
        ("HOME", home), ("DOTNET_CLI_HOME", home), ("XDG_CONFIG_HOME", Path.Combine(home, ".config")), ("XDG_DATA_HOME", Path.Combine(cache, "data")), ("TMPDIR", temporary),
        ("XDG_CACHE_HOME", Path.Combine(cache, "xdg")),
        ("NUGET_PACKAGES", Path.Combine(cache, "nuget")), ("NUGET_HTTP_CACHE_PATH", Path.Combine(cache, "nuget-http")),
        // Its locks are there; without one place for all, two restores unpack the same package over each other.
        ("NUGET_SCRATCH", Path.Combine(cache, "nuget-scratch")),
        ("npm_config_cache", Path.Combine(cache, "npm")), ("YARN_CACHE_FOLDER", Path.Combine(cache, "yarn")), ("BUN_INSTALL_CACHE_DIR", Path.Combine(cache, "bun")),
        // A registry that does not answer is not waited for long; whoever restores asks once more.
        ("npm_config_fetch_retries", "1"), ("npm_config_fetch_timeout", "60000"), ("CARGO_NET_RETRY", "1"), ("PIP_RETRIES", "1"),
        ("npm_config_update_notifier", "false"), ("npm_config_fund", "false"), ("npm_config_audit", "false"), ("YARN_ENABLE_TELEMETRY", "0"), ("YARN_ENABLE_SCRIPTS", "false"),
        ("CARGO_HOME", Path.Combine(cache, "cargo")), ("GOPATH", Path.Combine(cache, "go")), ("GOCACHE", Path.Combine(cache, "go-build")), ("GOTELEMETRY", "off"),
        ("PIP_CACHE_DIR", Path.Combine(cache, "pip")), ("PIP_DISABLE_PIP_VERSION_CHECK", "1"), ("MAVEN_ARGS", $"-Dmaven.repo.local={Path.Combine(cache, "maven")}"), ("BUNDLE_USER_HOME", Path.Combine(home, ".bundle")),
        ("COMPOSER_HOME", Path.Combine(home, ".composer")), ("COMPOSER_CACHE_DIR", Path.Combine(cache, "composer")), ("COMPOSER_NO_INTERACTION", "1"),
        ("CI", "true"), ("LC_ALL", "C.UTF-8"), ("NO_COLOR", "1"), ("GIT_TERMINAL_PROMPT", "0"), ("GIT_CONFIG_NOSYSTEM", "1"),
        // No build server may outlive its attempt.
        ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("UseSharedCompilation", "false"), ("GRADLE_OPTS", "-Dorg.gradle.daemon=false"),
        ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1"), ("DOTNET_GENERATE_ASPNET_CERTIFICATE", "false"), ("DOTNET_ADD_GLOBAL_TOOLS_TO_PATH", "false"),
    ];

    /// <summary>Where rustup keeps its toolchains: it is found by the home of whoever installed it, which a tool does not have.</summary>
    private static string? Rustup() =>
        ToolBox.Find("cargo") is { } cargo && Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(cargo))) is { } owner && Directory.Exists(Path.Combine(owner, ".rustup"))
            ? Path.Combine(owner, ".rustup")
            : null;
}
