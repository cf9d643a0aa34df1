namespace Cortex.Secrets.Assignments;

/// <summary>What the name of a setting says of its value.</summary>
internal enum KeyClass
{
    None,

    /// <summary>Chosen by people, so it need not look random.</summary>
    Password,

    /// <summary>Issued by machines.</summary>
    Secret,

    /// <summary>"key" and nothing more: only what is clearly random counts.</summary>
    Key,
}

/// <summary>Judges the names of settings, variables and attributes by the words that they end in.</summary>
internal static class KeyNames
{
    private static readonly string[] PasswordEnds =
        ["password", "passwd", "passphrase", "passwort", "passcode", "pwd", "passw", "requirepass", "masterauth", "motdepasse", "senha", "contrasena", "wachtwoord", "dbpass", "userpass", "rootpass", "mysqlpass", "smtppass", "ftppass", "adminpass", "sshpass"];

    private static readonly string[] SecretEnds =
    [
        "secret", "secretkey", "secretaccesskey", "secretid", "secretkeybase", "apikey", "apitoken", "accesskey", "accesskeysecret", "privatekey", "token", "authkey", "authcode", "signingkey", "signkey", "encryptionkey", "encryptkey",
        "cryptkey", "masterkey", "sharedkey", "storagekey", "accountkey", "appkey", "servicekey", "sessionkey", "cookiekey", "hmackey", "jwtkey", "licensekey", "licencekey", "deploykey", "sshkey", "credential", "credentials",
        "aeskey", "deskey", "cipherkey", "clientkey", "subscriptionkey", "instrumentationkey", "functionkey", "hostkey", "presharedkey", "authorization", "bearer", "creds", "apipass", "apisecret",
        "loggedinkey", "noncekey", "secureauthkey", "passkey", "kmskey", "consumerkey", "webhookkey", "integrationkey", "routingkey", "ingestkey", "writekey", "seckey", "securitykey", "gpgkey", "pgpkey", "saskey", "sastoken", "sharedaccesskey", "connectionkey", "primarykeysecret",
    ];

    /// <summary>Words that say so only by themselves: "path" ends in one of them.</summary>
    private static readonly string[] Short = ["hmac", "sasl", "salt", "psk", "auth", "pat", "cred", "seed"];

    /// <summary>Said after the name of a secret without changing that it is one.</summary>
    private static readonly HashSet<string> Suffixes = new(StringComparer.Ordinal)
    {
        "value", "prod", "production", "dev", "development", "staging", "stage", "stg", "live", "local", "default", "string", "str", "text", "plain", "plaintext", "raw", "old", "new", "base64", "b64", "hex", "env", "test", "uat", "qa", "encrypted", "backup", "main", "primary", "secondary", "bytes", "literal",
    };

    private static readonly string[] NotSecret =
    [
        "public", "primary", "foreign", "sort", "partition", "cache", "next", "page", "continuation", "csrf", "xsrf", "idempotency", "keyboard", "bypass", "compass", "cancel", "cancellation", "lex", "parser", "grammar", "syntax", "separator", "delimiter", "terminal", "start", "end", "begin", "mouse", "hot", "shortcut",
        "publishable", "request", "change", "lock", "lifecycle", "starting", "sequence", "output", "input", "work", "copy", "object", "bucket", "row", "column", "field", "test", "route", "i18n", "translation", "storage", "data", "site", "anon", "fingerprint", "thumbprint",
    ];

    /// <summary>"should_pass", "first_pass": nothing is kept there.</summary>
    private static readonly string[] BeforePass = ["should", "must", "will", "can", "first", "second", "third", "one", "two", "single", "multi", "all", "by", "low", "high", "band", "render", "to", "let", "if", "does", "not", "no", "fast", "final", "last", "each", "would", "could", "may", "did", "expected", "expect", "tests"];

    /// <summary>What calls for a look at the name that it stands in; all lower case.</summary>
    public static readonly IReadOnlyList<string> Keywords =
        ["pass", "pwd", "secret", "token", "key", "auth", "cred", "salt", "psk", "senha", "contrasena", "wachtwoord", "hmac", "bearer", "_pw", "seed", "_pat"];

    public static KeyClass Classify(ReadOnlySpan<char> name)
    {
        Span<char> letters = stackalloc char[name.Length];
        var words = Words(name, letters, out var length, out var stripped);
        ReadOnlySpan<char> squashed = letters[..length];
        if (words.Length == 0)
            return KeyClass.None;
        var last = words[^1];
        if (last == "pass" && (stripped || (words.Length > 1 && Array.IndexOf(BeforePass, words[^2]) >= 0)))
            return KeyClass.None;
        if (Ends(squashed, PasswordEnds) || last is "pass" or "pw" || (last.EndsWith("pass", StringComparison.Ordinal) && last is not ("bypass" or "compass" or "overpass" or "underpass" or "trespass" or "surpass" or "encompass" or "multipass" or "minipass" or "onepass" or "firstpass" or "renderpass" or "subpass")))
            return Has(words, "bypass") || Has(words, "public") ? KeyClass.None : KeyClass.Password;
        var other = Array.Exists(words, word => Array.IndexOf(NotSecret, word) >= 0);
        if (Ends(squashed, SecretEnds) || Array.IndexOf(Short, last) >= 0)
            return other && !Has(words, "secret") ? KeyClass.None
                : last is "auth" or "authorization" or "salt" or "seed" or "hmac" or "pat" or "bearer" or "sasl" or "psk" ? KeyClass.Key
                : KeyClass.Secret;
        return last == "key" && !other ? KeyClass.Key : KeyClass.None;
    }

    private static bool Has(string[] words, string word) => Array.IndexOf(words, word) >= 0;

    private static bool Ends(ReadOnlySpan<char> squashed, string[] ends)
    {
        foreach (var end in ends)
        {
            if (squashed.EndsWith(end, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>"dbPassword_v2" is db, password: parts by case and signs, without numbers and without what does not change the meaning.</summary>
    private static string[] Words(ReadOnlySpan<char> name, Span<char> squashed, out int length, out bool stripped)
    {
        var words = new List<string>(6);
        length = 0;
        var start = -1;
        for (var i = 0; i <= name.Length; i++)
        {
            var letter = i < name.Length && char.IsAsciiLetter(name[i]);
            var turns = letter && start >= 0 && char.IsAsciiLetterUpper(name[i]) && (char.IsAsciiLetterLower(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1]) && i - start > 1));
            if (start >= 0 && (!letter || turns))
            {
                words.Add(name[start..i].ToString().ToLowerInvariant());
                start = -1;
            }

            if (letter && start < 0)
                start = i;
        }

        var all = words.Count;
        while (words.Count > 1 && (Suffixes.Contains(words[^1]) || words[^1].Length == 1))
            words.RemoveAt(words.Count - 1);
        stripped = words.Count < all;
        foreach (var word in words)
        {
            word.CopyTo(squashed[length..]);
            length += word.Length;
        }

        return [.. words];
    }
}
