using Cortex.Documents.Dockerfiles;
using Cortex.Documents.Files;
using Cortex.Security.Dockerfiles.Runs;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;

namespace Cortex.Security.Dockerfiles;

/// <summary>One Dockerfile being looked at, and where its findings go.</summary>
internal sealed class DockerfileLook
{
    private readonly Detections found;
    private readonly HadolintIgnores ignores;
    private readonly HashSet<DockerfileStage> reaching;
    private readonly HashSet<(string Rule, string Subject, int Line)> said = [];
    private readonly Dictionary<(string Rule, string Subject), int> counts = [];

    public DockerfileLook(SourceTree tree, SourceFile file, DockerfileText text, Detections found)
    {
        (Tree, File, Text, this.found) = (tree, file, text, found);
        ignores = new(text);
        Stages = text.Loose is { } loose ? [loose, .. text.Stages] : text.Stages;
        reaching = [.. Stages is [.., var last] ? last.Lineage : []];
        Runs = [.. Stages.SelectMany(StageRun.Of)];
    }

    public SourceTree Tree { get; }

    public SourceFile File { get; }

    public DockerfileText Text { get; }

    /// <summary>Instructions without a FROM count as a stage.</summary>
    public IReadOnlyList<DockerfileStage> Stages { get; }

    public IReadOnlyList<StageRun> Runs { get; }

    public DockerfileStage? Final => Stages is [.., var last] ? last : null;

    /// <summary>What the stage leaves behind ends up in an image: this one's, or by ONBUILD another's.</summary>
    public bool Reaches(DockerfileStage stage, DockerfileInstruction instruction) => instruction.IsOnBuild || reaching.Contains(stage);

    /// <summary>The control that the rule enforces is added to what is said.</summary>
    /// <param name="detail">What of the stage it is true of, where the rule can hold for more than one thing in it.</param>
    /// <param name="line">Null for the instruction's first.</param>
    public void Report(string rule, DockerfileStage stage, DockerfileInstruction? at, string says, string? detail = null, int? line = null)
    {
        var first = at?.Line ?? stage.Line;
        var page = RulePages.Of("dockerfile/" + rule);
        var subject = detail is null ? Name(stage) : $"{Name(stage)} {detail}";
        if (ignores.Ignore(page, first) || !said.Add((rule, subject, first)))
            return;
        var count = counts[(rule, subject)] = counts.GetValueOrDefault((rule, subject)) + 1;
        found.Add(new()
        {
            Rule = page.Id,
            Path = File.Path,
            Line = line ?? first,
            Subject = count == 1 ? subject : $"{subject} #{count}",
            Title = $"{says} ({page.Controls[0]})",
        });
    }

    /// <summary>Of a command within a RUN, with its own line.</summary>
    public void Report(string rule, StageRun run, Shell.ShellCommand command, string says, string? detail = null) =>
        Report(rule, run.Stage, run.Instruction, says, detail, run.LineOf(command.Offset));

    private string Name(DockerfileStage stage) =>
        stage.Name is { } name ? $"stage {name}" : stage == Final ? "final stage" : $"stage {stage.Index}";
}
