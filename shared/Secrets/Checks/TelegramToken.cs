namespace Cortex.Secrets.Checks;

/// <summary>A bot's token is its number, a colon and 35 characters that begin with "AA" (core.telegram.org/bots).</summary>
internal static class TelegramToken
{
    // The documentation shows 123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11 and 110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw.
    public static Verdict Check(string token) => token.StartsWith("110201543:", StringComparison.Ordinal) || token.StartsWith("123456:", StringComparison.Ordinal) ? Verdict.Refuted : Verdict.Holds;
}
