using System.Text;
using Cortex.Contracts.Catalog;

namespace Cortex.Inventory.Catalogue;

/// <summary>What the full-text index holds of an asset, and what is asked of it.</summary>
internal static class SearchText
{
    private const int MaxWords = 16;
    private const int MaxWordLength = 64;
    private const int MaxTextLength = 4000;

    /// <summary>Its path and properties, with the parts of CamelCase names as words of their own.</summary>
    public static string WordsOf(Asset asset)
    {
        var text = new StringBuilder(asset.Path);
        foreach (var value in asset.Properties.Values)
            text.Append(' ').Append(value);
        text.Append(' ');
        AppendParts(text, asset.Name);
        return text.Length <= MaxTextLength ? text.ToString() : text.ToString(0, MaxTextLength);
    }

    /// <summary>What every word of is to begin a word of the asset: letters and digits only, so that no index reads any of it as syntax.</summary>
    public static IReadOnlyList<string> Asked(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text.Length <= MaxTextLength ? text : text[..MaxTextLength])
        {
            if (char.IsLetterOrDigit(c))
                word.Append(c);
            else
                Flush();
        }

        Flush();
        return words.Count <= MaxWords ? words : words[..MaxWords];

        void Flush()
        {
            if (word.Length > 0)
                words.Add(word.ToString(0, Math.Min(word.Length, MaxWordLength)));
            word.Clear();
        }
    }

    private static void AppendParts(StringBuilder text, string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append(' ');
            text.Append(name[i]);
        }
    }
}
