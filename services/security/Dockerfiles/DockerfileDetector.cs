using Cortex.Documents.Dockerfiles;
using Cortex.Documents.Files;
using Cortex.Security.Dockerfiles.Bases;
using Cortex.Security.Dockerfiles.Copies;
using Cortex.Security.Dockerfiles.Packages;
using Cortex.Security.Dockerfiles.Runs;
using Cortex.Security.Dockerfiles.Shell;
using Cortex.Security.Dockerfiles.Stages;
using Cortex.Security.Scanning;

namespace Cortex.Security.Dockerfiles;

/// <summary>Misconfigurations of Dockerfiles; see docs/rules/dockerfile.</summary>
/// <param name="today">The day that ends of life are judged by.</param>
/// <param name="options">What the owner asks for beyond the rules that hold for all.</param>
internal sealed class DockerfileDetector(DateOnly today, DockerfileOptions? options = null) : IDetector
{
    // No builder makes an image of so many.
    private const int MaxInstructions = 2_000;

    private readonly DockerfileOptions options = options ?? new();

    public string Subject => "Dockerfiles";

    public void Look(SourceTree tree, Detections found, CancellationToken stop)
    {
        foreach (var file in tree.Files.Where(file => DockerfileNames.IsDockerfile(file.Name)))
        {
            stop.ThrowIfCancellationRequested();
            if (tree.Text(file) is { } text)
                Look(tree, file, text, found);
        }
    }

    private void Look(SourceTree tree, SourceFile file, string text, Detections found)
    {
        var dockerfile = DockerfileText.Parse(text);
        foreach (var (line, reason) in dockerfile.Problems)
            found.Unreadable(file.Path, line, "unreadable-dockerfile", reason);
        if (dockerfile.Instructions.Count > MaxInstructions)
        {
            found.Unreadable(file.Path, dockerfile.Instructions[MaxInstructions].Line, "dockerfile-too-long", $"The Dockerfile has more than {MaxInstructions} instructions and was not looked at; split it.");
            return;
        }

        if (dockerfile.Stages.Count == 0)
            found.Unreadable(file.Path, 1, "no-build-stage", "The Dockerfile has no FROM instruction; add one or rename the file.");
        var look = new DockerfileLook(tree, file, dockerfile, found);
        BaseImages.Look(look, options);
        EndOfLifeBases.Look(look, today);
        Users.Look(look);
        StageOrder.Look(look);
        StageInstructions.Look(look);
        StartCommands.Look(look);
        Labels.Look(look, options);
        Variables.Look(look);
        BakedSecrets.Look(look);
        CopyForms.Look(look);
        CopiedSecrets.Look(look);
        WholeContext.Look(look);
        BuildPrivileges.Look(look);
        foreach (var run in look.Runs)
        {
            if (run.Commands.Count >= ShellScript.MaxCommands)
                found.Unreadable(file.Path, run.Instruction.Line, "script-too-long", $"The RUN has more than {ShellScript.MaxCommands} commands and only so many were looked at; move the script to a file.");
            AptGet.Look(look, run);
            Apk.Look(look, run);
            Pip.Look(look, run);
            Npm.Look(look, run);
            Gems.Look(look, run);
            RpmPackages.Look(look, run);
            Zypper.Look(look, run);
            SystemCommands.Look(look, run);
            Downloads.Look(look, run);
            ShellTraps.Look(look, run);
        }

        RunOrder.Look(look);
    }
}
