using System.Text;

namespace Cortex.Inventory.Discovery.Identity;

/// <summary>Names assets: urn:cortex:KIND:… with the characters of RFC 8141. See docs/decisions on asset URNs.</summary>
internal static class AssetUrn
{
    private const string Plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=@/";

    public static string Repository(string identity) => $"urn:cortex:{Kinds.Repository}:{Escape(identity)}";

    /// <summary>Something that a repository declares at a path, and possibly within the file there.</summary>
    public static string Declared(string kind, string identity, string path, string? within = null) =>
        $"urn:cortex:{kind}:{Escape(identity)}:{Escape(path)}" + (within is null ? "" : ":" + Escape(within));

    /// <summary>A purl is kept as it is: it is escaped already.</summary>
    public static string Package(string purl) =>
        $"urn:cortex:{Kinds.Package}:" + purl.Replace("?", "%3F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);

    public static string Image(string reference) => $"urn:cortex:{Kinds.Image}:{Escape(reference, ":")}";

    /// <summary>Something with a name of its own, the same in every repository.</summary>
    public static string Shared(string kind, string name) => $"urn:cortex:{kind}:{Escape(name)}";

    private static string Escape(string text, string alsoPlain = "")
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)octet;
            if (Plain.Contains(c) || alsoPlain.Contains(c))
                escaped.Append(c);
            else
                escaped.Append('%').Append(octet.ToString("X2"));
        }

        return escaped.ToString();
    }
}
