using Cortex.Documents.Files;
using Tomlyn;
using Tomlyn.Model;

namespace Cortex.Inventory.Discovery.Projects;

/// <summary>TOML as it is written, with questions that answer nothing where a value is missing or of another type.</summary>
internal static class TomlText
{
    /// <summary>Null for what is no TOML; a finding says where, unless the package scan does.</summary>
    public static TomlTable? Load(SourceTree tree, ScanRecord record, SourceFile file)
    {
        if (tree.Text(file) is not { } text)
            return null;
        try
        {
            return TomlSerializer.Deserialize<TomlTable>(text);
        }
        catch (TomlException e)
        {
            record.UnreadableManifest(file, e.Span?.Start.Line + 1, $"The file is not valid TOML: {WithoutPlace(e.Message)} Correct it there.");
            return null;
        }
        // The parser cannot name an escape that the end of the file cuts off.
        catch (ArgumentOutOfRangeException)
        {
            record.UnreadableManifest(file, null, "The file is not valid TOML: it ends in the middle of an escape. Correct it there.");
            return null;
        }
    }

    /// <summary>The table at the end of a chain of keys.</summary>
    public static TomlTable? Table(this TomlTable? table, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
            table = table is not null && table.TryGetValue(key, out var value) ? value as TomlTable : null;
        return table;
    }

    public static string? Text(this TomlTable? table, string key) =>
        table is not null && table.TryGetValue(key, out var value) && value is string { Length: > 0 } text ? text : null;

    public static bool Is(this TomlTable? table, string key) => table is not null && table.TryGetValue(key, out var value) && value is true;

    public static IReadOnlyList<string> Texts(this TomlTable? table, string key) =>
        table is not null && table.TryGetValue(key, out var value) && value is TomlArray array ? [.. array.OfType<string>()] : [];

    /// <summary>The entries that are tables themselves.</summary>
    public static IEnumerable<(string Key, TomlTable Value)> Tables(this TomlTable? table)
    {
        foreach (var (key, value) in table ?? [])
        {
            if (value is TomlTable inner)
                yield return (key, inner);
        }
    }

    private static string WithoutPlace(string message) =>
        message.IndexOf("error : ", StringComparison.Ordinal) is >= 0 and var at ? message[(at + "error : ".Length)..] : message;
}
