namespace Cortex.Secrets.Assignments;

/// <summary>Values that stand for a secret and are none: what people write into examples, and what is filled in from elsewhere.</summary>
internal static class Placeholders
{
    private static readonly string[] Parts =
    [
        "example", "sample", "dummy", "placeholder", "changeme", "change_me", "change-me", "changethis", "change_this", "change-this", "replaceme", "replace_", "replace-", "replacewith", "your_", "your-", "yoursecret", "yourpass", "yourtoken",
        "yourapi", "yourkey", "your_key", "todo", "fixme", "redacted", "not_a_", "not-a-", "notasecret", "not_real", "not-real", "notreal", "notavalid", "fake", "mock", "foobar", "lorem", "...", "\u2026", "***", "_here", "-here", "goeshere",
        "masked", "undefined", "xxxx", "testonly", "test-only", "test_only", "for_tests", "fortests", "for-tests", "nosecret", "no-secret",
        "----", "____", "dontuse", "donotuse", "do-not-use", "do_not_use", "enter_", "enter-", "put_", "deadbeef", "none-of-your",
        "notsecret", "not-secret", "not_secret", "dev-only",
    ];

    /// <summary>As the above, unless digits and signs were added: "SuperSecret-4711!" opens something.</summary>
    private static readonly string[] SoftParts =
    [
        "my-secret", "my_secret", "mysecret", "mypassword", "my_password", "my-password", "mytoken", "my_token", "my-token", "myapikey", "my_api_key", "my-api-key", "supersecret", "super-secret", "super_secret", "topsecret", "top-secret", "abc123", "secret123", "asdf", "qwerty", "some-secret", "some_secret", "somesecret", "random_", "random-string",
        "a-very-", "very-secret", "verysecret", "testing", "test-secret", "test_secret", "testsecret", "test-token", "test_token", "testtoken", "test-key", "test_key", "testkey", "test-password", "test_password", "testpassword", "test-api", "test_api", "local-dev", "localdev", "dev-secret", "dev_secret", "devsecret", "generated", "insert", "unused", "invalid",
    ];

    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "pass", "pwd", "passw0rd", "p@ssw0rd", "p@ssword", "secret", "token", "key", "apikey", "api_key", "api-key", "none", "null", "nil", "true", "false", "yes", "no", "on", "off", "test", "tests", "admin", "administrator", "root", "user", "username", "guest", "postgres", "postgresql", "mysql", "mariadb",
        "redis", "rabbitmq", "mongo", "mongodb", "oracle", "sa", "minio", "minioadmin", "elastic", "keycloak", "wordpress", "default", "string", "str", "text", "value", "empty", "blank", "unset", "optional", "required", "hidden", "private", "public", "basic", "bearer", "oauth", "oauth2", "jwt", "auto", "foo", "bar", "baz", "abc", "abcd",
        "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "0000", "00000000", "letmein", "tbd", "n/a", "na", "unknown", "disabled", "enabled", "develop", "development", "production", "local", "localhost", "demo", "service", "system", "anonymous", "anoncvs", "nobody", "app", "webapp", "changeit", "tiger", "scott", "docker", "vagrant", "ubuntu",
        "credentials", "credential", "authorization", "login", "prompt", "file", "env", "vault", "sensitive", "plain", "plaintext", "encrypted", "hashed", "bcrypt", "md5", "sha1", "sha256", "session", "cookie", "header", "github_token", "trust", "peer", "ident", "interactive", "readonly", "read", "write", "readwrite",
    };

    private static readonly string[] Opening = ["${", "{{", "<%", "%(", "$(", "#{", "{%", "((", "[[", "@@", "!!", "ENC[", "vault:", "secretref:", "op://", "ref+", "ssm:", "arn:", "projects/", "file:", "env:", "env.", "process.env", "os.environ", "os.getenv", "getenv", "System.getenv", "ENV[", "secrets.", "vars.", "var.", "local.", "data.", "module.", "self.", "this.", "params.", "config.", "settings.", "!vault", "!ref", "!sub", "!secret", "!env", "!reference", "$ansible_vault", "{cipher}", "{vault", "{encrypted", "sealed:"];

    public static bool Is(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.Length < 3)
            return true;
        foreach (var opening in Opening)
        {
            if (value.StartsWith(opening, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        if (value[0] == '$' && IsName(value[1..]))
            return true;
        if ((value[0] == '<' && value[^1] == '>') || (value[0] == '%' && value[^1] == '%') || (value[0] == '[' && value[^1] == ']') || (value[0] == '{' && value[^1] == '}' && !value.StartsWith("{AQ", StringComparison.Ordinal)) || (value[0] == '_' && value[^1] == '_') || (value[0] == '@' && value[^1] == '@'))
            return true;
        if (value.IndexOf("${", StringComparison.Ordinal) >= 0 || value.IndexOf("{{", StringComparison.Ordinal) >= 0 || value.IndexOf("$(", StringComparison.Ordinal) >= 0 || value.IndexOf("<%", StringComparison.Ordinal) >= 0)
            return true;
        if (Words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value))
            return true;
        foreach (var part in Parts)
        {
            if (value.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                return true;
        }

        if (Randomness.Classes(value) < 3 || value.IndexOfAny('-', '_') >= 0)
        {
            foreach (var part in SoftParts)
            {
                if (value.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
                    return true;
            }
        }

        return IsRepetitive(value) || IsSequence(value);
    }

    /// <summary>"$DB_PASSWORD", "$1".</summary>
    private static bool IsName(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or ':' or '.' or '/' or '[' or ']' or '\'' or '"' or '-' or '>' or '(' or ')'))
                return false;
        }

        // "$ecret1" is somebody's password.
        return value.Length > 0 && (char.IsAsciiLetterUpper(value[0]) || value[0] == '_' || char.IsAsciiDigit(value[0]) || !value.ContainsAnyInRange('0', '9'));
    }

    private static bool IsRepetitive(ReadOnlySpan<char> value)
    {
        var (distinct, longest, run) = (0, 1, 1);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[..i].IndexOf(value[i]) < 0)
                distinct++;
            run = i > 0 && value[i] == value[i - 1] ? run + 1 : 1;
            longest = Math.Max(longest, run);
        }

        return distinct <= 2 || (value.Length >= 12 && distinct <= 4) || (longest >= 6 && longest * 3 >= value.Length);
    }

    /// <summary>"0123456789abcdef", "abcdefghijklmnop": most characters follow the one before.</summary>
    private static bool IsSequence(ReadOnlySpan<char> value)
    {
        if (value.Length < 8)
            return false;
        var steps = 0;
        for (var i = 1; i < value.Length; i++)
        {
            if (value[i] - value[i - 1] is 1 || (value[i - 1] == '9' && value[i] is '0' or 'a' or 'A'))
                steps++;
        }

        return steps * 3 >= value.Length * 2;
    }
}
