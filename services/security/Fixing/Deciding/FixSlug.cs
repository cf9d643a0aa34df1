using System.Security.Cryptography;
using System.Text;

namespace Cortex.Security.Fixing.Deciding;

/// <summary>The name of a fix's branch: "upgrade-npm-lodash". Where a package's name has more than a slug can hold, part of its hash keeps it apart.</summary>
internal static class FixSlug
{
    private const int MostOfName = 48;

    public static string Of(Fix fix)
    {
        var slug = new StringBuilder();
        foreach (var c in fix.Name)
        {
            if (char.IsAsciiLetterOrDigit(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        var name = slug.ToString()[..Math.Min(slug.Length, MostOfName)].Trim('-');
        if (name == fix.Name)
            return $"upgrade-{fix.Ecosystem}-{name}";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fix.Name)))[..6];
        return name.Length == 0 ? $"upgrade-{fix.Ecosystem}-{hash}" : $"upgrade-{fix.Ecosystem}-{name}-{hash}";
    }
}
