using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cortex.Documents.Dockerfiles;
using Cortex.Security.Dockerfiles.Shell;
using Cortex.Security.Fixing.Configuration;

namespace Cortex.Security.Dockerfiles.Fixes;

/// <summary>Fixes of whole instructions.</summary>
internal static class InstructionFixes
{
    // What a shell does not take as it is.
    private static readonly SearchValues<char> ShellSigns = SearchValues.Create("$`*?<>&;|(){}~#=\\[]!");

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What only a shell knows.
    private static readonly HashSet<string> BuiltIn = new(StringComparer.Ordinal) { "", ".", ":", "alias", "cd", "eval", "exit", "export", "read", "set", "shift", "source", "trap", "ulimit", "umask", "unset", "wait", "sudo", "[[" };

    /// <summary>Not when something is unpacked or downloaded too, nor with a flag that only ADD has.</summary>
    public static string? AddToCopy(FixedPlace place)
    {
        var add = place.Instruction;
        var sources = add.Words.Take(Math.Max(0, add.Words.Length - 1)).ToList();
        if (add.Keyword != "ADD" || add.Flags.Any(flag => flag.Name is "checksum" or "keep-git-dir") || sources.Exists(s => s.AsSpan().IndexOfAny("$*?[") >= 0 || s.Contains("://", StringComparison.Ordinal) || s.StartsWith("git@", StringComparison.Ordinal) || Archive(s)))
            return null;
        return ReplaceKeyword(place, "COPY");
    }

    public static string? MaintainerToLabel(FixedPlace place)
    {
        var maintainer = place.Instruction;
        var name = maintainer.Arguments.Trim().Trim('"');
        if (maintainer.Keyword != "MAINTAINER" || maintainer.Line != maintainer.EndLine || name.AsSpan().IndexOfAny("\"\\$") >= 0)
            return null;
        var written = place.Edit.Replace(maintainer.PlaceOf(0), maintainer.Arguments, $"org.opencontainers.image.authors=\"{name}\"");
        return written is null ? null : LineEdit.Of(written) is { } edit ? ReplaceKeyword(place with { Edit = edit }, "LABEL") : null;
    }

    /// <summary>One command of plain words; beside an ENTRYPOINT the words would mean something else.</summary>
    public static string? ToExecForm(FixedPlace place)
    {
        var command = place.Instruction;
        var other = command.Keyword == "CMD" ? "ENTRYPOINT" : "CMD";
        if (command.Line != command.EndLine || place.Stage.Lineage.Any(stage => stage.Instructions.Any(i => i.Keyword == other || (i.Keyword == "SHELL" && stage.Index >= 0))))
            return null;
        if (ShellScript.Parse(command.Arguments) is not [{ Depth: 0, PipesOn: false, Output: null, Assignments.Count: 0 } one] || BuiltIn.Contains(one.Name) || command.Arguments.AsSpan().ContainsAny(ShellSigns))
            return null;
        var words = InstructionWords.Of(command.Arguments).SkipWhile(word => word == "exec").ToArray();
        if (words.Length == 0 || words.Length > 1 + one.Arguments.Count)
            return null;
        var list = "[" + string.Join(", ", words.Select(word => JsonSerializer.Serialize(word, Plain))) + "]";
        return place.Edit.Replace(command.PlaceOf(0), command.Arguments, list);
    }

    public static string? AddSlash(FixedPlace place)
    {
        var copy = place.Instruction;
        var target = copy.Words[^1];
        return copy.Exec is null && copy.Arguments.EndsWith(target, StringComparison.Ordinal)
            ? place.Edit.Replace(copy.PlaceOf(copy.Arguments.Length - target.Length), target, target + "/")
            : null;
    }

    private static bool Archive(string source) => Path.GetExtension(source) is ".tar" or ".gz" or ".bz2" or ".xz" or ".tgz" or ".tbz" or ".txz" or ".zst" or ".tlz" or ".Z";

    /// <summary>The keyword begins the first line, or follows ONBUILD, in which case it is left alone.</summary>
    private static string? ReplaceKeyword(FixedPlace place, string by)
    {
        if (place.Instruction.IsOnBuild)
            return null;
        foreach (var keyword in new[] { place.Instruction.Keyword, place.Instruction.Keyword.ToLowerInvariant() })
        {
            if (place.Edit.Replace((place.Instruction.Line, place.Instruction.Indentation), keyword, char.IsLower(keyword[0]) ? by.ToLowerInvariant() : by) is { } text)
                return text;
        }

        return null;
    }
}
