namespace Cortex.Coordinator.Plans.Yaml;

/// <summary>A value in a plan file, with its place (1-based).</summary>
internal abstract record YamlNode(int Line, int Column);

/// <param name="Plain">Written without quotes, so that it may be a number, true, false or nothing.</param>
internal sealed record YamlScalar(int Line, int Column, string Text, bool Plain) : YamlNode(Line, Column)
{
    public bool IsNothing => Plain && Text is "" or "~" or "null" or "Null" or "NULL";
}

internal sealed record YamlSequence(int Line, int Column, IReadOnlyList<YamlNode> Items) : YamlNode(Line, Column);

internal sealed record YamlMapping(int Line, int Column, IReadOnlyList<YamlEntry> Entries) : YamlNode(Line, Column);

internal sealed record YamlEntry(YamlScalar Key, YamlNode Value);

/// <summary>Something that plans do not have, an alias; its remark is made.</summary>
internal sealed record YamlRefused(int Line, int Column) : YamlNode(Line, Column);
