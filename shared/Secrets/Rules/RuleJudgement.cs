using Cortex.Secrets.Assignments;
using Cortex.Secrets.Texts;

namespace Cortex.Secrets.Rules;

/// <summary>The judgements that a rule's page may name as its 'judge', for places where people's passwords stand and not only tokens of a known form.</summary>
internal static class RuleJudgement
{
    public static bool Agrees(string? judge, ReadOnlySpan<char> value, ReadOnlySpan<char> name, FileNature file) => judge switch
    {
        // What stands in a command or a connection string is a password, however weak; in tests and prose it has to look like one.
        "connection" => ValueJudgement.IsValue(value, name, quoted: true, file) && (IsTold(file) ? ValueJudgement.IsPassword(value, quoted: true, file) : !IsDefault(value)),
        // "guest:guest" is what the image comes with.
        "url" => !value.Equals(name, StringComparison.OrdinalIgnoreCase) && Agrees("connection", value, "", file),
        "password" => ValueJudgement.IsValue(value, name, quoted: true, file) && ValueJudgement.IsPassword(value, quoted: true, file),
        "random" => Randomness.IsRandom(value),
        "login" => ValueJudgement.IsValue(value, name, quoted: true, file) && !file.IsTest && !file.IsExample && (ValueJudgement.EndsInPassword(value) || (Randomness.Classes(value) >= 2 && ValueJudgement.IsPassword(value, quoted: true, file))),
        _ => true,
    };

    private static bool IsTold(FileNature file) => file.IsTest || file.IsExample || file.Notation == Notation.Prose;

    private static bool IsDefault(ReadOnlySpan<char> value) => value.Length < 4;
}
