namespace Cortex.Secrets.Checks;

/// <summary>
/// An access key id is four letters of kind and sixteen base32 digits, whose bits 1 to 40 are the account that owns the key
/// (published by Aidan Steele and Tal Be'ery); an account number has twelve decimal digits.
/// </summary>
internal static class AwsAccessKey
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const long MostAccounts = 1_000_000_000_000;

    public static Verdict Check(string id) => Account(id) switch
    {
        null => Verdict.Refuted,
        >= MostAccounts => Verdict.Doubtful,
        _ => Verdict.Holds,
    };

    /// <summary>Null for what is no base32.</summary>
    public static long? Account(string id)
    {
        if (id.Length != 20)
            return null;
        var bits = 0L;
        foreach (var c in id.AsSpan(4, 10))
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
                // Ids made before 2019 use digits that base32 lacks and name no account.
                return char.IsAsciiDigit(c) ? MostAccounts : null;
            bits = (bits << 5) | (uint)digit;
        }

        // Fifty bits were read; the first is not part of the account, nor are the last nine.
        return (bits >> 9) & 0xFF_FFFF_FFFF;
    }
}
