using Cortex.Security.ComposeFiles;
using Cortex.Security.ComposeFiles.Fixes;
using Cortex.Security.Dockerfiles;
using Cortex.Security.Dockerfiles.Fixes;
using Cortex.Security.Kubernetes;
using Cortex.Security.Kubernetes.Fixes;
using Cortex.Security.Scanning;
using Cortex.Security.Terraform;
using Cortex.Security.Terraform.Fixes;

namespace Cortex.Security.Fixing.Configuration;

/// <summary>A kind of file with misconfigurations, some of which have exactly one safe answer.</summary>
/// <param name="Name">Of its rules: "dockerfile" of "dockerfile/apt-recommends".</param>
/// <param name="Rules">Those that have one.</param>
/// <param name="Fix">The whole text without what a rule found at a line; null when there is no safe answer for it there.</param>
/// <param name="Detector">Finds them again; of the day by which it judges.</param>
internal sealed record ConfigurationFamily(string Name, IReadOnlyCollection<string> Rules, Func<string, string, int, string?> Fix, Func<DateOnly, IDetector> Detector)
{
    private static readonly IReadOnlyList<ConfigurationFamily> All =
    [
        new("dockerfile", DockerfileFixes.Rules, DockerfileFixes.Fix, today => new DockerfileDetector(today)),
        new("compose", ComposeFixes.Rules, ComposeFixes.Fix, _ => new ComposeDetector()),
        new("terraform", TerraformFixes.Rules, TerraformFixes.Fix, _ => new TerraformDetector()),
        new("kubernetes", KubernetesFixes.Rules, KubernetesFixes.Fix, _ => new KubernetesDetector()),
    ];

    /// <summary>The one with a safe answer to the rule; null when none has.</summary>
    public static ConfigurationFamily? Of(string rule) => All.FirstOrDefault(family => family.Rules.Contains(rule, StringComparer.Ordinal));
}
