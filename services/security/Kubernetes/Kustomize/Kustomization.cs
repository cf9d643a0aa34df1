using Cortex.Documents.Files;
using Cortex.Documents.Yaml;
using Cortex.Security.Kubernetes.Manifests;

namespace Cortex.Security.Kubernetes.Kustomize;

/// <summary>A kustomization as it is written: https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/.</summary>
internal sealed record Kustomization(SourceFile File, YamlValue Body)
{
    private static readonly string[] ElsewhereSaid = ["helmCharts", "helmChartInflationGenerator", "generators", "transformers", "replacements", "vars"];

    public string Folder => File.Folder;

    /// <summary>Changes what others gather instead of gathering itself.</summary>
    public bool IsComponent => Body["kind"].Words() == "Component";

    /// <summary>Files and folders whose resources it takes in.</summary>
    public IEnumerable<YamlValue> Sources => Body.Each("resources").Concat(Body.Each("bases")).Where(s => s.Text is not null);

    public IEnumerable<YamlValue> Components => Body.Each("components").Where(s => s.Text is not null);

    /// <summary>What it does with the resources is said in parts that are not evaluated here.</summary>
    public YamlValue? Unsupported => ElsewhereSaid.Select(name => Body.Field(name)).FirstOrDefault(value => value is { Items.Count: > 0 });
}
