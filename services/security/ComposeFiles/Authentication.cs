using Cortex.Documents.Dockerfiles;
using Cortex.Documents.Yaml;

namespace Cortex.Security.ComposeFiles;

/// <summary>Datastores that let in whoever asks.</summary>
internal static class Authentication
{
    private const string Rule = "no-authentication";

    // The variable, the values that open the door, and what to do.
    private static readonly (string Name, string[] Values, string Says)[] Switches =
    [
        ("POSTGRES_HOST_AUTH_METHOD", ["trust"], "PostgreSQL lets in whoever asks; leave POSTGRES_HOST_AUTH_METHOD out and set POSTGRES_PASSWORD_FILE."),
        ("MYSQL_ALLOW_EMPTY_PASSWORD", ["yes", "true", "1"], "MySQL's root has no password; leave MYSQL_ALLOW_EMPTY_PASSWORD out and set MYSQL_ROOT_PASSWORD_FILE."),
        ("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", ["yes", "true", "1"], "MariaDB's root has no password; leave MARIADB_ALLOW_EMPTY_ROOT_PASSWORD out and set MARIADB_ROOT_PASSWORD_FILE."),
        ("xpack.security.enabled", ["false"], "Elasticsearch lets in whoever asks; leave xpack.security.enabled out and set ELASTIC_PASSWORD_FILE."),
        ("plugins.security.disabled", ["true"], "OpenSearch lets in whoever asks; leave plugins.security.disabled out."),
        ("DISABLE_SECURITY_PLUGIN", ["true"], "OpenSearch lets in whoever asks; leave DISABLE_SECURITY_PLUGIN out."),
        ("ALLOW_EMPTY_PASSWORD", ["yes"], "The image lets in whoever asks; leave ALLOW_EMPTY_PASSWORD out and set the password."),
        ("ALLOW_ANONYMOUS_LOGIN", ["yes"], "The image lets in whoever asks; leave ALLOW_ANONYMOUS_LOGIN out and set a user."),
    ];

    public static void Look(ServiceLook look)
    {
        var service = look.Service;
        foreach (var (name, value, line) in ComposeService.Pairs(service.Own["environment"]))
        {
            foreach (var one in Switches.Where(s => s.Name == name && s.Values.Contains(value?.ToLowerInvariant(), StringComparer.Ordinal)))
                look.Report(Rule, line, one.Says);
        }

        var image = service.ImageName ?? "";
        var isOpen = service.Own["ports"] is { } && Ports.Published(service.Own["ports"], service).Any();
        if (image is "redis" or "valkey/valkey" or "redis/redis-stack" or "redis/redis-stack-server" or "eqalpha/keydb")
            Redis(look, isOpen);
        else if (image == "mongo" && isOpen && !Words(service["command"]).Contains("--auth", StringComparer.Ordinal)
            && !service.Environment.Any(e => e.Name.StartsWith("MONGO_INITDB_ROOT_USERNAME", StringComparison.Ordinal)))
            look.Report(Rule, service.Own["ports"]!.Line, "MongoDB is published and lets in whoever asks; set MONGO_INITDB_ROOT_USERNAME and MONGO_INITDB_ROOT_PASSWORD_FILE.");
    }

    private static void Redis(ServiceLook look, bool isOpen)
    {
        var command = look.Service["command"];
        var words = Words(command).ToList();
        // A configuration file may hold what the command does not.
        var mayAsk = words.Exists(word => word.Contains("requirepass", StringComparison.Ordinal) || word.EndsWith(".conf", StringComparison.Ordinal) || word.Contains("aclfile", StringComparison.Ordinal) || word == "--user")
            || look.Service.Environment.Any(e => e.Name is "REDIS_PASSWORD" or "REDIS_ARGS" or "VALKEY_EXTRA_FLAGS");
        var unprotected = words.IndexOf("--protected-mode") is >= 0 and var at && words.ElementAtOrDefault(at + 1) == "no";
        var where = unprotected ? look.Service.Own["command"] ?? look.Service.Own["ports"] : isOpen ? look.Service.Own["ports"] : null;
        if (mayAsk || where is null)
            return;
        look.Report(Rule, where.Line, unprotected
            ? "Redis lets in whoever asks, from everywhere; take '--protected-mode no' out and set a password with --requirepass."
            : "Redis is published and lets in whoever asks; set a password with --requirepass.");
    }

    private static IEnumerable<string> Words(YamlValue? command) =>
        command?.Text is { } text ? InstructionWords.Of(text) : command?.Items.Select(item => item.Text ?? "") ?? [];
}
