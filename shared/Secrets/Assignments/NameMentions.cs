namespace Cortex.Secrets.Assignments;

/// <summary>Tells names that are given a value from those that are only spoken of.</summary>
internal static class NameMentions
{
    private static readonly string[] Asking =
    [
        "get", "select", "read", "fetch", "find", "has", "is", "load", "look", "request", "require", "delete", "remove", "create", "make", "build", "parse", "verify", "valid", "check", "decode", "encode", "hash", "generate",
        "new", "refresh", "split", "revoke", "expect", "assert", "test", "on", "handle", "match", "next", "peek", "accept", "token", "consume", "query", "lex", "resolve", "register", "lookup", "ask", "prompt", "env", "input", "print", "log",
    ];

    /// <summary>"setPassword(" and "apiKey(" are given the value, "selectToken(" and "getSecret(" its name.</summary>
    public static bool TakesValue(ReadOnlySpan<char> call)
    {
        call = call[(call.LastIndexOf('.') + 1)..];
        foreach (var verb in Asking)
        {
            if (call.StartsWith(verb, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }

    /// <summary>"/etc/passwd:", "arn:aws:…:secret:", "\"$PWD\" =", "`pwd`": a part of something longer, or read and not written.</summary>
    public static bool IsMentioned(ReadOnlySpan<char> text, int from, ReadOnlySpan<char> name)
    {
        if (from == 0)
            return false;
        var before = text[from - 1];
        return before is '/' or '@' or '#' or '%' || (before == ':' && from > 1 && (char.IsAsciiLetterOrDigit(text[from - 2]) || text[from - 2] is ':' or '*' or '-')) || (before == '`' && name is "pwd") || (name[0] == '$' && before is '"' or '\'' or '{' or '[') || name is "PWD" or "OLDPWD" or "$PWD";
    }

    /// <summary>define('NAME', 'value'), put("name", "value"): in a list of words the next word is no value.</summary>
    public static bool IsFirstArgument(ReadOnlySpan<char> text, int name)
    {
        var at = name - 1;
        if (at < 0 || text[at] is not ('"' or '\'' or '`'))
            return false;
        at--;
        while (at > 0 && text[at] is ' ' or '\\')
            at--;
        return at >= 0 && text[at] == '(';
    }
}
