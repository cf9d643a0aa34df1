using Cortex.Packages.Editing.Texts;

namespace Cortex.Packages.Editing.Golang;

/// <summary>Requires a module that only others ask for, which raises it for all of them: https://go.dev/ref/mod#minimal-version-selection.</summary>
internal static class GoRequirement
{
    public static void Add(Draft draft, EditedText text, IReadOnlyList<GoLine> lines, string module, string version)
    {
        draft.Found = true;
        var requirements = lines.Where(line => line.Verb == "require").ToList();
        var entry = $"{module} {version} // indirect";
        var blocks = requirements.Where(line => line.InBlock).GroupBy(line => BlockOf(text, line)).ToList();
        var block = blocks.FindLast(b => b.All(line => line.IsIndirect)) ?? blocks.LastOrDefault();
        if (block is not null)
            AddToBlock(text, [.. block], entry, module);
        else if (requirements.Count > 0)
            text.InsertAfterLine(requirements[^1].Start, $"\nrequire {entry}");
        else
            text.Append($"\nrequire {entry}");
        draft.NoteOverride(text.Path, "the indirect requirement that was added raises what others ask for");
    }

    private static void AddToBlock(EditedText text, IReadOnlyList<GoLine> block, string entry, string module)
    {
        var next = block.FirstOrDefault(line => string.CompareOrdinal(line.Word(0), module) > 0);
        var beside = next ?? block[^1];
        var line = text.IndentOf(beside.Start) + entry;
        if (next is null)
            text.InsertAfterLine(beside.Start, line);
        else
            text.Insert(beside.Start, line + text.NewLine);
    }

    // Blocks are told apart by where they close.
    private static int BlockOf(EditedText text, GoLine line)
    {
        for (var at = line.Start; at < text.Text.Length; at = text.Text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Text.Length)
        {
            if (text.Text.AsSpan(at..text.LineEnd(at)).TrimStart().StartsWith(")"))
                return at;
        }
        return text.Text.Length;
    }
}
