namespace Cortex.Security.Dockerfiles.Stages;

/// <summary>Which variables hold secrets by their name, and which values are none.</summary>
internal static class SecretNames
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal)
    {
        "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "SECRETS", "TOKEN", "CREDENTIAL", "CREDENTIALS", "APIKEY", "SECRETKEY", "ACCESSKEY", "PRIVATEKEY",
    };

    private static readonly HashSet<string> BeforeKey = new(StringComparer.Ordinal) { "API", "ACCESS", "PRIVATE", "SECRET", "ENCRYPTION", "SIGNING", "MASTER", "ACCOUNT" };

    // What is said of a secret and is none itself.
    private static readonly HashSet<string> NotLast = new(StringComparer.Ordinal)
    {
        "FILE", "PATH", "DIR", "URL", "URI", "ENDPOINT", "NAME", "ID", "LENGTH", "SIZE", "TTL", "EXPIRY", "EXPIRATION", "EXPIRES", "TIMEOUT", "TYPE", "ARN", "HEADER", "ISSUER", "ENABLED",
        "DISABLED", "REQUIRED", "POLICY", "MIN", "MAX", "SERVICE", "ALGORITHM", "AUDIENCE", "REF", "HOST", "PORT", "PROVIDER", "STORE", "VERSION", "PREFIX", "COUNT", "LIMIT", "ROTATION",
        "KEYSTORE", "COOKIE", "SUBJECT", "SCOPE", "USER", "USERNAME",
    };

    private static readonly string[] Placeholders =
    [
        "changeme", "change-me", "change_me", "changeit", "example", "placeholder", "dummy", "replace", "insert", "your", "todo", "fixme", "redacted", "notasecret", "not-a-secret", "xxx", "***", "...",
    ];

    private static readonly HashSet<string> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "secret", "token", "postgres", "root", "admin", "guest", "user", "mysql", "mongo", "redis", "rabbitmq", "minio", "minioadmin", "elastic", "sa", "test", "testing", "dev",
        "development", "local", "none", "null", "nil", "true", "false", "yes", "no", "default", "empty", "foo", "bar", "unset",
    };

    public static bool IsSecret(string name)
    {
        var words = Parts(name).ToUpperInvariant().Split(['_', '.', '-'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || NotLast.Contains(words[^1]) || (words is ["PWD"] or ["OLDPWD"] or ["PASS"]) || Array.Exists(words, word => word is "PUBLIC" or "NO" or "ALLOW"))
            return false;
        return Array.Exists(words, Words.Contains) || words[^1] is "PASS" or "PWD" || (words is [.., var kind, "KEY"] && BeforeKey.Contains(kind));
    }

    /// <summary>"clientSecret" as "client_Secret".</summary>
    private static string Parts(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(name[i - 1]) ? "_" + c : c.ToString()));

    /// <summary>A value that could be the secret itself: no variable, no placeholder, no default that an image comes with, no path.</summary>
    public static bool IsLiteral(string value)
    {
        var text = value.Trim().Trim('"', '\'');
        if (text.Length < 4 || text.Contains("${", StringComparison.Ordinal) || text is ['$' or '/' or '<' or '%', ..] || text.StartsWith("{{", StringComparison.Ordinal))
            return false;
        if (text.StartsWith("http", StringComparison.Ordinal) || (text.Length < 8 && text.All(char.IsAsciiDigit)))
            return false;
        if (Defaults.Contains(text) || text.Distinct().Count() < 3)
            return false;
        return !Array.Exists(Placeholders, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }
}
