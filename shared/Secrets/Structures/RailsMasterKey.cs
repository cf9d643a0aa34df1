using Cortex.Secrets.Assignments;
using Cortex.Secrets.Checks;
using Cortex.Secrets.Texts;

namespace Cortex.Secrets.Structures;

/// <summary>config/master.key and config/credentials/*.key hold 32 hexadecimal digits and nothing else.</summary>
internal static class RailsMasterKey
{
    private const string Rule = "secrets/rails-master-key";

    public static void Amend(string text, FileNature file, List<Secret> secrets)
    {
        if (text.Length is < 32 or > 40 || !file.Path.EndsWith(".key", StringComparison.Ordinal) || !(file.Path.EndsWith("master.key", StringComparison.Ordinal) || file.Path.Contains("credentials/", StringComparison.Ordinal)))
            return;
        var value = text.AsSpan().Trim();
        if (value.Length == 32 && Randomness.IsHex(value) && Entropy.Of(value) > 3)
            secrets.Add(new(Rule, text.IndexOf(value[0], StringComparison.Ordinal), 32, null, 30, Verdict.Holds));
    }
}
