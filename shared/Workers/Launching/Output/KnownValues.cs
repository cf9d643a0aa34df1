namespace Cortex.Workers.Launching.Output;

/// <summary>Values that are secret whatever they look like: an attempt's own token, what the operator passes on, passwords in the addresses of proxies.</summary>
internal sealed class KnownValues
{
    private const int Least = 8;

    private readonly string[] _values;

    /// <param name="token">The attempt's.</param>
    /// <param name="passed">Variables that an operator named to be passed on.</param>
    /// <param name="needed">Variables that every process gets; of these only the passwords in addresses are secret.</param>
    public KnownValues(string token, IEnumerable<string?> passed, IEnumerable<string?> needed)
    {
        var values = passed.OfType<string>().SelectMany(Lines).Where(value => !IsPath(value) && Password(value) is null && !Uri.IsWellFormedUriString(value, UriKind.Absolute));
        var passwords = passed.Concat(needed).OfType<string>().Select(Password).OfType<string>().Where(password => password.Length > 0);
        // A token's last part is the secret one, and what prints it may leave out the rest.
        _values = [.. values.Append(token).Append(token[(token.LastIndexOf('.') + 1)..]).Where(value => value.Length >= Least).Concat(passwords.SelectMany(Written)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Where they stand.</summary>
    public IEnumerable<(int Start, int End)> In(string text)
    {
        foreach (var value in _values)
            for (var at = text.IndexOf(value, StringComparison.Ordinal); at >= 0; at = text.IndexOf(value, at + value.Length, StringComparison.Ordinal))
                yield return (at, at + value.Length);
    }

    /// <summary>A program prints a value of several lines line by line.</summary>
    private static IEnumerable<string> Lines(string value) => value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Written(string password) => [password, Uri.UnescapeDataString(password)];

    private static bool IsPath(string value) => value[0] is '/' or '~' or '.' || (value.Length > 2 && value[1] == ':' && value[2] is '\\' or '/');

    private static string? Password(string value) =>
        value.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && value.AsSpan(scheme + 3) is var rest && rest[..(rest.IndexOf('/') is >= 0 and var path ? path : rest.Length)].LastIndexOf('@') is > 0 and var at
        && rest[..at].IndexOf(':') is >= 0 and var colon
            ? rest[(colon + 1)..at].ToString()
            : null;
}
