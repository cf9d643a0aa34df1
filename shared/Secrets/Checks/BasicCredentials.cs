using Cortex.Secrets.Assignments;

namespace Cortex.Secrets.Checks;

/// <summary>Base64 of "user:password", as HTTP's Basic scheme (RFC 7617) and Docker's and npm's configuration hold it.</summary>
internal static class BasicCredentials
{
    public static Verdict Check(string value)
    {
        if (Base64.Text(value) is not { } pair)
            return Verdict.Refuted;
        var colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || colon == pair.Length - 1)
            return Verdict.Refuted;
        return Placeholders.Is(pair.AsSpan(colon + 1)) && Placeholders.Is(pair.AsSpan(0, colon)) ? Verdict.Refuted : Verdict.Holds;
    }
}
