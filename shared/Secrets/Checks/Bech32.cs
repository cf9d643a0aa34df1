namespace Cortex.Secrets.Checks;

/// <summary>Bech32 (BIP 173): age's secret keys carry its checksum in their last six characters.</summary>
internal static class Bech32
{
    private const string Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static readonly uint[] Generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

    public static Verdict Check(string key)
    {
        var text = key.ToLowerInvariant();
        var one = text.LastIndexOf('1');
        if (one < 1)
            return Verdict.Refuted;
        var sum = Prefix(text[..one]);
        foreach (var c in text.AsSpan(one + 1))
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
                return Verdict.Refuted;
            sum = Step(sum, (uint)digit);
        }

        return sum == 1 ? Verdict.Holds : Verdict.Doubtful;
    }

    /// <summary>The six characters that make the text (with its "1") valid.</summary>
    public static string Checksum(string text)
    {
        var one = text.LastIndexOf('1');
        var sum = Prefix(text[..one].ToLowerInvariant());
        foreach (var c in text[(one + 1)..].ToLowerInvariant())
            sum = Step(sum, (uint)Alphabet.IndexOf(c, StringComparison.Ordinal));
        for (var i = 0; i < 6; i++)
            sum = Step(sum, 0);
        sum ^= 1;
        return string.Concat(Enumerable.Range(0, 6).Select(i => Alphabet[(int)((sum >> (5 * (5 - i))) & 31)]));
    }

    private static uint Prefix(string prefix)
    {
        var sum = prefix.Aggregate(1u, (s, c) => Step(s, (uint)c >> 5));
        return prefix.Aggregate(Step(sum, 0), (s, c) => Step(s, (uint)c & 31));
    }

    private static uint Step(uint sum, uint value)
    {
        var top = sum >> 25;
        sum = ((sum & 0x1ffffff) << 5) ^ value;
        for (var i = 0; i < 5; i++)
        {
            if (((top >> i) & 1) == 1)
                sum ^= Generators[i];
        }

        return sum;
    }
}
