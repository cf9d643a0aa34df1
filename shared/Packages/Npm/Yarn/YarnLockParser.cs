using Cortex.Packages.Reading;

namespace Cortex.Packages.Npm.Yarn;

/// <summary>Reads both layouts by line: a header without indent, fields below it by two, their entries by four.</summary>
internal sealed class YarnLockParser(ReadLimits limits)
{
    private readonly List<YarnEntry> entries = [];
    private bool classic = true;
    private bool inMetadata;
    private string? openKey;
    private YarnEntry? entry;
    private string section = "";
    private YarnRequirement? described;

    public static YarnLock Parse(byte[] bytes, ReadLimits limits, CancellationToken ct)
    {
        var parser = new YarnLockParser(limits);
        foreach (var (number, text) in TextLines.Of(bytes, ct))
            parser.Read(number, text);
        return new(parser.entries, parser.classic);
    }

    private void Read(int number, string text)
    {
        var content = text.Trim();
        if (content.Length == 0 || content[0] == '#')
            return;
        var indent = text.Length - text.TrimStart(' ').Length;
        if (indent == 0)
            Header(number, content);
        else if (inMetadata)
            return;
        else if (entry is null)
            throw new UnreadableException("The line stands below no package; restore the file or run yarn install.", number);
        else if (indent == 2)
            Field(content, number);
        else if (indent == 4)
            Dependency(content, number);
        else if (described is not null && content == "optional: true")
            described.Optional = true;
    }

    private void Header(int number, string content)
    {
        // A key longer than 1,024 characters is written "? key" and ":" on lines of their own.
        if (content.StartsWith("? ", StringComparison.Ordinal))
        {
            openKey = content[2..];
            return;
        }
        if (!content.EndsWith(':'))
            throw new UnreadableException($"{Display.Quote(content)} is no entry of a yarn.lock; restore the file or run yarn install.", number);
        var header = content == ":" && openKey is not null ? openKey : content[..^1];
        inMetadata = header == "__metadata";
        classic &= !inMetadata;
        if (inMetadata)
            return;
        if (entries.Count == limits.MaxPackages)
            throw new UnreadableException(
                $"The file lists more than {limits.MaxPackages} packages; raise the limit or remove the file.", number);
        var descriptors = YarnDescriptor.Split(header);
        section = "";
        entry = new()
        {
            Line = number,
            Descriptors = descriptors,
            Name = descriptors is [var first, ..] ? YarnDescriptor.NameOf(first) : "",
            Workspace = YarnDescriptor.WorkspaceOf(descriptors),
        };
        entries.Add(entry);
    }

    private void Field(string content, int number)
    {
        var (key, value) = KeyAndValue(content, number);
        section = value.Length == 0 ? key : "";
        if (key == "version" && value.Length > 0)
            entry!.Version = value;
    }

    private void Dependency(string content, int number)
    {
        described = null;
        if (section is "dependencies" or "optionalDependencies")
        {
            var (name, range) = KeyAndValue(content, number);
            entry!.Dependencies.Add(new(name, range) { Optional = section == "optionalDependencies" });
        }
        else if (section == "dependenciesMeta")
        {
            var name = KeyAndValue(content, number).Key;
            described = entry!.Dependencies.Find(dependency => dependency.Name == name);
        }
    }

    /// <summary>Yarn 1 writes <c>key "value"</c>, later ones <c>key: value</c>; either side may stand in quotes.</summary>
    private static (string Key, string Value) KeyAndValue(string content, int number)
    {
        var end = content[0] == '"' ? content.IndexOf('"', 1) + 1 : content.IndexOfAny([' ', ':']);
        if (end <= 0)
            throw new UnreadableException($"{Display.Quote(content)} is no field of a yarn.lock; restore the file or run yarn install.", number);
        var value = content[end..].TrimStart(':').Trim();
        return (content[..end].Trim('"'), value.Trim('"'));
    }
}
