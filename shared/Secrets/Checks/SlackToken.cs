namespace Cortex.Secrets.Checks;

/// <summary>Slack's tokens: the numbers of team and bot or user are decimal and not made of zeros, and a random part ends the token.</summary>
internal static class SlackToken
{
    public static Verdict Check(string token)
    {
        var parts = token.Split('-');
        var numbers = parts.Skip(1).Where(part => part.Length > 6 && part.All(char.IsAsciiDigit)).ToList();
        if (numbers.Exists(number => number.Distinct().Count() < 3))
            return Verdict.Refuted;
        return parts[^1].Length >= 10 && Entropy.Of(parts[^1]) > 2.5 ? Verdict.Holds : Verdict.Doubtful;
    }
}
