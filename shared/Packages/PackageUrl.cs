using System.Text;

namespace Cortex.Packages;

/// <summary>Package URLs: https://github.com/package-url/purl-spec.</summary>
public static class PackageUrl
{
    private const string Unescaped = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:";

    /// <summary>
    /// Builds a purl. A name's '/' separate its namespace, so that <c>@scope/name</c> becomes <c>%40scope/name</c>;
    /// the name's case is kept, unless the type's definition has a normal form.
    /// </summary>
    public static string Create(string type, string name, string? version)
    {
        var purl = new StringBuilder("pkg:").Append(type.ToLowerInvariant());
        foreach (var segment in Normal(type, name).Split('/', StringSplitOptions.RemoveEmptyEntries))
            Escape(purl.Append('/'), segment);
        if (!string.IsNullOrEmpty(version))
            Escape(purl.Append('@'), version);
        return purl.ToString();
    }

    private static string Normal(string type, string name) => type switch
    {
        "composer" or "hex" => name.ToLowerInvariant(),
        "pypi" => Pypi.PypiName.Normalize(name),
        "golang" => name.ToLowerInvariant(),
        "maven" => name.Replace(':', '/'),
        _ => name,
    };

    private static void Escape(StringBuilder purl, string text)
    {
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (Unescaped.Contains((char)octet, StringComparison.Ordinal))
                purl.Append((char)octet);
            else
                purl.Append('%').Append(octet.ToString("X2"));
        }
    }
}
