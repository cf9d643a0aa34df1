using System.Text.RegularExpressions;
using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.Workloads;

/// <summary>Secrets written out as environment variables. What they are is never said.</summary>
internal static partial class SecretEnvironment
{
    public const string Rule = "kubernetes/secret-in-env";

    public static void Check(Pod pod, Report report)
    {
        foreach (var container in pod.Containers)
        {
            foreach (var variable in container.Body.Each("env"))
            {
                if (variable["name"].Words() is { Length: > 0 and < 200 } name && variable.Field("value") is { Text: { } value } at
                    && SoundsSecret().IsMatch(name) && !IsElsewhere().IsMatch(name) && IsValue(value))
                    report.Add(Rule, at, $"{container.Part} variable {Shown.Of(name)}", "has its secret written into the manifest: take it from a Secret, best as a file");
            }
        }
    }

    /// <summary>Not a reference, a placeholder, a place or a switch.</summary>
    private static bool IsValue(string value) =>
        value.Trim() is { Length: >= 4 } text
        && !text.StartsWith('/') && !text.StartsWith('<') && !text.StartsWith('[')
        && !text.Contains("$(", StringComparison.Ordinal) && !text.Contains("${", StringComparison.Ordinal) && !text.Contains("{{", StringComparison.Ordinal)
        && !text.Contains("://", StringComparison.Ordinal)
        && !bool.TryParse(text, out _) && !text.All(char.IsAsciiDigit)
        && !text.Equals("null", StringComparison.OrdinalIgnoreCase) && !text.Equals("none", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        "(PASSWORD|PASSWD|PASSPHRASE|(^|_)PWD|SECRET|TOKEN|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|CREDENTIALS?)",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex SoundsSecret();

    /// <summary>Says where a secret is, what it is called or how long it lives.</summary>
    [GeneratedRegex(
        "(_FILE|_PATH|_DIR|_NAME|_ID|_URL|_URI|_ENDPOINT|_HOST|_TYPE|_TTL|_EXPIRY|_EXPIRATION"
        + "|_ISSUER|_AUDIENCE|_HEADER|_LENGTH|_SECONDS|_MINUTES|_ENABLED|_ALGORITHM|_REF|_ARN)$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex IsElsewhere();
}
