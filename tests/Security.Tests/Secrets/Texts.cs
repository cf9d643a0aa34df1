using Cortex.Secrets;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;

namespace Cortex.Security.Tests.Secrets;

/// <summary>Looks for secrets in a text that stands for a file; the notation of the rules' pages is filled in.</summary>
internal static class Texts
{
    public static IReadOnlyList<Secret> Scan(string path, string text) => new SecretScan(SecretRules.Default).Of(ExampleText.Fill(text), FileNature.Of(path));

    public static IEnumerable<string> Rules(string path, string text) => Scan(path, text).Select(secret => secret.Rule);
}
