using Cortex.Documents.Dockerfiles;
using Cortex.Security.Fixing.Configuration;

namespace Cortex.Security.Dockerfiles.Fixes;

/// <summary>Fixes what has exactly one safe answer. Only the lines that must change do; nothing is written.</summary>
internal static class DockerfileFixes
{
    private static readonly Dictionary<string, Func<FixedPlace, string?>> ByRule = new(StringComparer.Ordinal)
    {
        ["dockerfile/add-instead-of-copy"] = InstructionFixes.AddToCopy,
        ["dockerfile/maintainer-deprecated"] = InstructionFixes.MaintainerToLabel,
        ["dockerfile/shell-form-command"] = InstructionFixes.ToExecForm,
        ["dockerfile/copy-needs-slash"] = InstructionFixes.AddSlash,
        ["dockerfile/apt-instead-of-apt-get"] = CommandFixes.AptToAptGet,
        ["dockerfile/apt-install-without-yes"] = place => CommandFixes.AfterVerb(place, " -y", "apt-get", "apt"),
        ["dockerfile/yum-install-without-yes"] = place => CommandFixes.AfterVerb(place, " -y", "yum"),
        ["dockerfile/dnf-install-without-yes"] = place => CommandFixes.AfterVerb(place, " -y", "dnf", "microdnf"),
        ["dockerfile/zypper-install-without-yes"] = place => CommandFixes.AfterVerb(place, " -y", "zypper"),
        ["dockerfile/apt-recommends"] = place => CommandFixes.AfterVerb(place, " --no-install-recommends", "apt-get", "apt"),
        ["dockerfile/apk-cache-kept"] = place => CommandFixes.AfterVerb(place, " --no-cache", "apk"),
        ["dockerfile/pip-cache-kept"] = CommandFixes.WithoutPipCache,
        ["dockerfile/wget-progress"] = place => CommandFixes.AfterName(place, " --progress=dot:giga", "wget"),
        ["dockerfile/useradd-high-uid"] = place => CommandFixes.AfterName(place, " --no-log-init", "useradd"),
        ["dockerfile/apt-lists-kept"] = place => CommandFixes.AtEnd(place, "rm -rf /var/lib/apt/lists/*", "apt-get"),
        ["dockerfile/yum-cache-kept"] = place => CommandFixes.AtEnd(place, "yum clean all", "yum"),
        ["dockerfile/dnf-cache-kept"] = CommandFixes.CleanDnf,
        ["dockerfile/zypper-cache-kept"] = place => CommandFixes.AtEnd(place, "zypper clean", "zypper"),
        ["dockerfile/yarn-cache-kept"] = place => CommandFixes.AtEnd(place, "yarn cache clean", "yarn"),
    };

    /// <summary>The rules that have one.</summary>
    public static IReadOnlyCollection<string> Rules => ByRule.Keys;

    /// <param name="text">The whole Dockerfile.</param>
    /// <param name="rule">What was found.</param>
    /// <param name="line">Where it was found.</param>
    /// <returns>The whole Dockerfile without it; null when there is no safe answer for it there.</returns>
    public static string? Fix(string text, string rule, int line)
    {
        if (!ByRule.TryGetValue(rule, out var fix) || LineEdit.Of(text) is not { } edit)
            return null;
        var file = DockerfileText.Parse(text);
        foreach (var stage in file.Loose is { } loose ? [loose, .. file.Stages] : file.Stages)
        {
            if (stage.Instructions.FirstOrDefault(i => i.Line <= line && line <= i.EndLine) is { HereDocuments.Count: 0 } instruction)
                return fix(new(file, stage, instruction, line, edit));
        }

        return null;
    }
}

/// <summary>The instruction that a finding is about.</summary>
internal sealed record FixedPlace(DockerfileText File, DockerfileStage Stage, DockerfileInstruction Instruction, int Line, LineEdit Edit);
