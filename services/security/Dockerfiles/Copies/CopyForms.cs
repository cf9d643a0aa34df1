using Cortex.Documents.Dockerfiles;
using Cortex.Security.Dockerfiles.Runs;
using Cortex.Security.Dockerfiles.Stages;

namespace Cortex.Security.Dockerfiles.Copies;

/// <summary>How COPY and ADD are written.</summary>
internal static class CopyForms
{
    private static readonly string[] Archives = [".tar", ".gz", ".bz2", ".xz", ".tgz", ".tbz", ".tbz2", ".txz", ".zst", ".lzma", ".tlz", ".Z"];

    public static void Look(DockerfileLook look)
    {
        foreach (var stage in look.Stages)
        {
            var hasFolder = stage.Lineage.Skip(1).SelectMany(s => s.Instructions).Any(i => i.Keyword == "WORKDIR");
            foreach (var instruction in stage.Instructions)
            {
                hasFolder |= instruction.Keyword == "WORKDIR";
                if (instruction.Keyword is not ("COPY" or "ADD") || instruction.Words.Length < 2)
                    continue;
                if (instruction.Flag("chmod") is { } mode && SystemCommands.IsWorldWritable(mode))
                    look.Report("world-writable", stage, instruction, $"--chmod={mode} lets every user change {instruction.Words[^1]}; give the rights to the one that needs them, with --chown.");
                var (sources, target) = (instruction.Words.Take(instruction.Words.Length - 1).ToList(), instruction.Words[^1]);
                if (instruction.Keyword == "ADD")
                    Add(look, stage, instruction, sources);
                else
                    Copy(look, stage, instruction, sources, target, hasFolder);
            }
        }
    }

    private static void Add(DockerfileLook look, DockerfileStage stage, DockerfileInstruction add, List<string> sources)
    {
        if (sources.Exists(source => !IsRemote(source) && !IsArchive(source) && source[0] is not ('$' or '<')))
            look.Report("add-instead-of-copy", stage, add, "ADD unpacks and downloads by surprise; write COPY for files and folders.");
        var remote = sources.Find(source => source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase));
        if (remote is not null && add.Flag("checksum") is null && !remote.Split('#')[0].EndsWith(".git", StringComparison.Ordinal))
            look.Report("add-unverified", stage, add, "ADD takes whatever the address answers; add --checksum=sha256:... so that only what is meant gets in.");
    }

    private static void Copy(DockerfileLook look, DockerfileStage stage, DockerfileInstruction copy, List<string> sources, string target, bool hasFolder)
    {
        if (sources.Count > 1 && target is not ("." or ".." or ['$', ..] or [.., '/' or '\\']))
            look.Report("copy-needs-slash", stage, copy, $"COPY of several files to {target} needs a folder; write {target}/.");
        if (!hasFolder && !StageInstructions.IsAbsolute(target))
            look.Report("copy-to-relative", stage, copy, $"COPY to {target} without a WORKDIR before it goes wherever the base happens to be; set a WORKDIR or write the absolute path.");
        if (copy.Flag("from") is not { } from)
            return;
        var source = look.Text.Substitute(from);
        if (source.Equals(stage.Name, StringComparison.OrdinalIgnoreCase) || source == stage.Index.ToString())
            look.Report("copy-from-self", stage, copy, $"COPY --from={from} names the stage it stands in; name an earlier one.");
        else if (!IsEarlier(look, stage, source) && source.AsSpan().IndexOfAny(":/@$") < 0)
            look.Report("copy-from-unknown", stage, copy, $"COPY --from={from} names no stage before it; name one, or write the image with its tag.");
    }

    private static bool IsEarlier(DockerfileLook look, DockerfileStage stage, string name) =>
        look.Text.Stage(name) is { } found && found.Index < stage.Index;

    private static bool IsRemote(string source) =>
        source.Contains("://", StringComparison.Ordinal) || source.StartsWith("git@", StringComparison.Ordinal);

    private static bool IsArchive(string source) => Array.Exists(Archives, ending => source.EndsWith(ending, StringComparison.Ordinal));
}
