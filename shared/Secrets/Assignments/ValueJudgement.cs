using Cortex.Secrets.Checks;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;

namespace Cortex.Secrets.Assignments;

/// <summary>Whether what is assigned to the name of a secret is one, by the value, the name and the place together.</summary>
internal static class ValueJudgement
{
    private static readonly string[] FileEnds =
        [".pem", ".key", ".crt", ".cer", ".p12", ".pfx", ".jks", ".json", ".yaml", ".yml", ".txt", ".html", ".htm", ".js", ".ts", ".tsx", ".jsx", ".css", ".php", ".py", ".rb", ".go", ".java", ".cs", ".xml", ".properties", ".env", ".conf", ".svg", ".png", ".md", ".sh", ".com", ".org", ".net", ".io", ".example", ".asc", ".gpg", ".pub", ".vue", ".asp", ".aspx", ".jsp", ".bin", ".dat", ".tar", ".war", ".ova", ".zip", ".gz", ".jar", ".local", ".internal"];

    /// <summary>How keys begin that vendors tell everybody to publish, and the public halves of pairs.</summary>
    private static readonly string[] PublicStarts =
        ["pk_live_", "pk_test_", "pk.eyJ", "phc_", "sb_publishable_", "AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh", "MIGfMA0GCSqG", "MIIBIjANBgkq", "MIICIjANBgkq", "MFkwEwYHKoZI", "MCowBQYDK2Vw"];

    /// <summary>The rule that the assignment breaks, or null.</summary>
    public static string? Of(KeyClass key, ReadOnlySpan<char> name, ReadOnlySpan<char> value, bool quoted, FileNature file)
    {
        if (key == KeyClass.None || value.Length > 1024 || !IsValue(value, name, quoted, file))
            return null;
        // A client's token with the form of a UUID names a request, so that a repeated one is known.
        if (IsUuid(value) && name.IndexOf("client", StringComparison.OrdinalIgnoreCase) >= 0 && name.EndsWith("oken"))
            return null;
        if (key == KeyClass.Password)
            return IsPassword(value, quoted, file) ? SecretRules.Password : null;
        if (Randomness.IsRandom(value))
            return key == KeyClass.Secret || IsUnmistakable(value) ? SecretRules.HighEntropyKey : null;
        if (key != KeyClass.Secret || value.Length < 8 || Randomness.HasSpace(value))
            return null;
        return IsHandmade(value, file) ? SecretRules.AssignedSecret : null;
    }

    /// <summary>Neither a placeholder nor a reference, path, address or sentence.</summary>
    public static bool IsValue(ReadOnlySpan<char> value, ReadOnlySpan<char> name, bool quoted, FileNature file)
    {
        if (value.Length < 4 || Placeholders.Is(value) || SaysItsName(value, name))
            return false;
        if (!quoted && (value[0] is '(' or '[' or '{' or '*' or '&' or '!' or '|' or '>' or '@' or '`' or '<' or '=' or '~' or ',' || value.EndsWith("(") || value.IndexOf("()", StringComparison.Ordinal) >= 0))
            return value.StartsWith("{AQ", StringComparison.Ordinal);
        if (IsPlace(value) || IsDigest(value) || IsVersion(value) || IsPattern(value) || IsPublic(value))
            return false;
        // The quote ended a string and began none: "Token=', current, '".
        if (quoted && value[0] is ',' or ';' or ' ')
            return false;
        // Format strings and interpolation: "%s", "{0}", "{password}", "#{x}", "' + x + '".
        if (value.IndexOf("%s", StringComparison.Ordinal) >= 0 || value.IndexOf("%d", StringComparison.Ordinal) >= 0 || value.IndexOf("#{", StringComparison.Ordinal) >= 0 || value.IndexOf("\\(", StringComparison.Ordinal) >= 0)
            return false;
        if (value.LastIndexOf('{') is >= 0 and var open && value[open..].IndexOf('}') is > 0 and < 40 and var close && IsReference(value.Slice(open + 1, close - 1)))
            return false;
        // "obj.password", "request.headers['x']": code that is not in quotes.
        if (!quoted && value.IndexOf('.') > 0 && Randomness.IsWordy(value))
            return false;
        return Base64.Text(value.Length is >= 8 and < 400 && value.Length % 4 == 0 ? value.ToString() : "") is not { Length: > 3 } decoded || !Placeholders.Is(decoded);
    }

    /// <summary>For where anything may be a password: in configuration also a weak one, elsewhere one that was taken care of.</summary>
    public static bool IsPassword(ReadOnlySpan<char> value, bool quoted, FileNature file)
    {
        if (value.Length > 256 || Randomness.HasSpace(value))
            return false;
        var wordy = Randomness.IsWordy(value);
        if (file.IsConfiguration)
            return Randomness.Classes(value) >= 2 ? !IsTitle(value) && (!IsLetters(value) || !wordy || EndsInPassword(value)) && !IsNumber(value) : EndsInPassword(value) || (!wordy && value.Length >= 8);
        if (wordy && !(file.Notation == Notation.Code && !file.IsTest && !file.IsExample && value.ContainsAnyInRange('0', '9') && Randomness.Classes(value) >= 2 && value.Length >= 7))
            return false;
        // Tests, examples and prose are full of passwords that open nothing.
        return file.IsTest || file.IsExample || file.Notation == Notation.Prose
            ? (value.Length >= 10 && Randomness.Classes(value) >= 3 && !ContainsWord(value)) || Randomness.IsRandom(value)
            : Randomness.IsMixed(value) && !IsTitle(value);
    }

    /// <summary>A secret that a person thought up: letters and digits or signs, not a name of something.</summary>
    private static bool IsHandmade(ReadOnlySpan<char> value, FileNature file)
    {
        if (value.ContainsAny('[', '(', '<') || value.IndexOfAnyInRange('A', 'z') < 0)
            return false;
        if (file.IsTest || file.IsExample || file.Notation == Notation.Prose)
            return value.Length >= 12 && Randomness.Classes(value) >= 3 && !Randomness.IsWordy(value) && Entropy.Of(value) >= 3.2 && !ContainsWord(value);
        return Randomness.Classes(value) >= 2 && value.ContainsAnyInRange('0', '9') && !Randomness.IsWordy(value) && Entropy.Of(value) >= 2.5 && (file.IsConfiguration || Randomness.Classes(value) >= 3 || value.Length >= 12);
    }

    /// <summary>A bare "key" says little: the value must say all.</summary>
    private static bool IsUnmistakable(ReadOnlySpan<char> value) =>
        Randomness.IsHex(value) ? value.Length >= 32 && Entropy.Of(value) > 3.2 : value.Length >= 24 && Entropy.Of(value) is var entropy && ((Randomness.LongestRun(value) >= 16 && entropy >= 4 && !IsSegmented(value)) || entropy >= 4.8) && Randomness.Classes(value) >= 3 && !IsUuid(value);

    /// <summary>"vulnerability/shop/npm/minimist/CVE-2021-44906": words between slashes.</summary>
    private static bool IsSegmented(ReadOnlySpan<char> value) => value.IndexOf('/') is > 1 and var first && Randomness.IsWordy(value[..first]) && value[(first + 1)..].IndexOf('/') is > 1 and var second && Randomness.IsWordy(value.Slice(first + 1, second));

    /// <summary>"{0}", "{password}", "{user.token}".</summary>
    private static bool IsReference(ReadOnlySpan<char> inner)
    {
        foreach (var c in inner)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or ':' or '$' or ' ' or '-'))
                return false;
        }

        return true;
    }

    private static bool IsUuid(ReadOnlySpan<char> value) => Guid.TryParse(value, out _);

    private static bool IsNumber(ReadOnlySpan<char> value) => value.IndexOfAnyExceptInRange('0', '9') < 0 && value.Length < 6;

    private static bool IsLetters(ReadOnlySpan<char> value) => !value.ContainsAnyInRange('0', '9') && Randomness.Classes(value) < 3;

    private static bool IsTitle(ReadOnlySpan<char> value) => char.IsAsciiLetterUpper(value[0]) && value[1..].IndexOfAnyExceptInRange('a', 'z') < 0;

    public static bool EndsInPassword(ReadOnlySpan<char> value) =>
        value.Length >= 7 && !value.StartsWith("your", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("my", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("the", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("new", StringComparison.OrdinalIgnoreCase) && !value.StartsWith("some", StringComparison.OrdinalIgnoreCase) && (value.EndsWith("pass", StringComparison.OrdinalIgnoreCase) || value.EndsWith("password", StringComparison.OrdinalIgnoreCase) || value.EndsWith("pwd", StringComparison.OrdinalIgnoreCase))
        && value.IndexOfAny(" .-/:") < 0;

    private static bool ContainsWord(ReadOnlySpan<char> value) =>
        value.IndexOf("pass", StringComparison.OrdinalIgnoreCase) >= 0 || value.IndexOf("secret", StringComparison.OrdinalIgnoreCase) >= 0 || value.IndexOf("test", StringComparison.OrdinalIgnoreCase) >= 0 || value.IndexOf("token", StringComparison.OrdinalIgnoreCase) >= 0 || value.IndexOf("user", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>"password: db_password", "token = 'authToken'": the value repeats the name.</summary>
    private static bool SaysItsName(ReadOnlySpan<char> value, ReadOnlySpan<char> name)
    {
        if (value.Length > 64)
            return false;
        Span<char> said = stackalloc char[value.Length];
        Span<char> named = stackalloc char[name.Length];
        var (a, b) = (Letters(value, said), Letters(name, named));
        if (a == 0 || b == 0 || value.ContainsAnyInRange('0', '9'))
            return false;
        return said[..a].SequenceEqual(named[..b]) || (a >= 6 && named[..b].IndexOf(said[..a]) >= 0) || (Randomness.IsWordy(value) && value.IndexOfAny('_', '-', '.') >= 0 && (said[..a].IndexOf(named[..b]) >= 0 || named[..b].IndexOf(said[..a]) >= 0));
    }

    private static int Letters(ReadOnlySpan<char> text, Span<char> into)
    {
        var length = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c))
                into[length++] = char.ToLowerInvariant(c);
        }

        return length;
    }

    private static bool IsPlace(ReadOnlySpan<char> value)
    {
        if (value.IndexOf("://", StringComparison.Ordinal) >= 0 || value[0] == '~' || value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith("../", StringComparison.Ordinal) || value.StartsWith("C:\\", StringComparison.OrdinalIgnoreCase))
            return true;
        if (value[0] == '/' && (Randomness.IsWordy(value) || (value.Count('/') >= 2 && !value.ContainsAnyInRange('0', '9') && Randomness.Classes(value) < 3)))
            return true;
        foreach (var end in FileEnds)
        {
            if (value.EndsWith(end, StringComparison.OrdinalIgnoreCase) && value.Length > end.Length && char.IsAsciiLetterOrDigit(value[^(end.Length + 1)]) && value.IndexOf('!') < 0)
                return true;
        }

        return value.Count('/') >= 2 && Randomness.IsWordy(value);
    }

    private static bool IsPublic(ReadOnlySpan<char> value)
    {
        foreach (var start in PublicStarts)
        {
            if (value.StartsWith(start, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>A regular expression for the value instead of one.</summary>
    private static bool IsPattern(ReadOnlySpan<char> value) =>
        value.Contains("\\s", StringComparison.Ordinal) || value.Contains("\\d", StringComparison.Ordinal) || value.Contains("\\w", StringComparison.Ordinal) || value.Contains("\\b", StringComparison.Ordinal)
        || value.Contains("[0-9", StringComparison.Ordinal) || value.Contains("[^", StringComparison.Ordinal) || value.Contains("(?", StringComparison.Ordinal) || value.Contains("[a-z", StringComparison.OrdinalIgnoreCase);

    /// <summary>"^7.0.4", "7.9.0-rc.42413", "&gt;=1.2".</summary>
    private static bool IsVersion(ReadOnlySpan<char> value)
    {
        var plain = value.TrimStart("^~<>=v ");
        var number = plain.IndexOfAnyExceptInRange('0', '9');
        return number is > 0 and < 4 && plain[number] == '.' && plain.Length > number + 1 && char.IsAsciiDigit(plain[number + 1]) && Randomness.Classes(value) < 4 && plain.Count('.') >= (value.Length == plain.Length ? 2 : 1);
    }

    private static bool IsDigest(ReadOnlySpan<char> value) =>
        value.StartsWith("sha1-", StringComparison.OrdinalIgnoreCase) || value.StartsWith("sha256", StringComparison.OrdinalIgnoreCase) || value.StartsWith("sha384", StringComparison.OrdinalIgnoreCase) || value.StartsWith("sha512", StringComparison.OrdinalIgnoreCase) || value.StartsWith("md5:", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("ssh-", StringComparison.Ordinal) || value.StartsWith("ecdsa-", StringComparison.Ordinal) || value.StartsWith("-----BEGIN", StringComparison.Ordinal) || value.StartsWith("urn:", StringComparison.Ordinal);
}
