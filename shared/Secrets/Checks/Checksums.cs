namespace Cortex.Secrets.Checks;

/// <summary>What a check of a value's own structure says.</summary>
public enum Verdict
{
    /// <summary>The value is what it looks like.</summary>
    Holds,

    /// <summary>The value looks right and was mistyped, altered or made up: worth a look, with less weight.</summary>
    Doubtful,

    /// <summary>The value cannot be one of its kind.</summary>
    Refuted,
}

/// <summary>The checks that a rule's page may name as its 'checksum'.</summary>
internal static class Checksums
{
    private static readonly Dictionary<string, Func<string, Verdict>> Named = new(StringComparer.Ordinal)
    {
        ["crc32-base62"] = Base62Crc32.Check,
        ["crc32-base62-gitlab"] = Base62Crc32.CheckRoutable,
        ["aws-account"] = AwsAccessKey.Check,
        ["jwt"] = JsonWebToken.Check,
        ["macaroon"] = Macaroon.Check,
        ["pem"] = PemBody.Check,
        ["basic"] = BasicCredentials.Check,
        ["bech32"] = Bech32.Check,
        ["slack"] = SlackToken.Check,
        ["telegram"] = TelegramToken.Check,
    };

    public static IEnumerable<string> Names => Named.Keys;

    public static Func<string, Verdict>? Find(string name) => Named.GetValueOrDefault(name);
}
