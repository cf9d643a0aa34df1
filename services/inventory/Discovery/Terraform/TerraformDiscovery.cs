using Cortex.Documents.Files;
using Cortex.Documents.Hcl;
using Cortex.Documents.Yaml;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Terraform;

/// <summary>Every folder with Terraform files is a module; its resources and module calls have their address within it, whichever file they stand in.</summary>
internal sealed class TerraformDiscovery(SourceTree tree, ScanRecord record)
{
    private static readonly HashSet<string> ImageResources = new(StringComparer.Ordinal)
    {
        "kubernetes_deployment", "kubernetes_deployment_v1", "kubernetes_stateful_set", "kubernetes_stateful_set_v1", "kubernetes_daemonset", "kubernetes_daemon_set_v1",
        "kubernetes_job", "kubernetes_job_v1", "kubernetes_cron_job", "kubernetes_cron_job_v1", "kubernetes_pod", "kubernetes_pod_v1",
        "google_cloud_run_service", "google_cloud_run_v2_service", "google_cloud_run_v2_job", "docker_container", "azurerm_container_group", "azurerm_container_app",
    };

    private sealed record Found(SourceFile File, HclBlock Block, string Address, string Urn);

    public void Discover()
    {
        foreach (var folder in tree.Files.Where(IsTerraform).GroupBy(f => f.Folder, StringComparer.Ordinal))
            AddModule(folder.Key, [.. folder.OrderBy(f => IsOverride(f.Name))]);
    }

    private static bool IsTerraform(SourceFile file) => file.Extension == ".tf" || file.Name.EndsWith(".tf.json", StringComparison.Ordinal);

    /// <summary>Such a file changes blocks of the others: https://developer.hashicorp.com/terraform/language/files/override.</summary>
    private static bool IsOverride(string name) => name[..name.IndexOf(".tf", StringComparison.Ordinal)] is var stem && (stem == "override" || stem.EndsWith("_override", StringComparison.Ordinal));

    private static string Path(string folder) => folder.Length == 0 ? "." : folder;

    private void AddModule(string folder, List<SourceFile> files)
    {
        var blocks = files.Select(f => (File: f, Block: Parse(f))).Where(f => f.Block is not null).SelectMany(f => f.Block!.Blocks.Select(b => (f.File, Block: b))).ToList();
        var settings = blocks.Where(b => b.Block.Type == "terraform").Select(b => b.Block).ToList();
        var module = record.Declare(Kinds.TerraformModule, record.NameOf(folder), Path(folder), 1,
        [
            ("providers", string.Join(", ", settings.SelectMany(s => s.Blocks.Where(b => b.Type == "required_providers")).SelectMany(b => b.Attributes).Select(Provider).Distinct(StringComparer.Ordinal))),
            ("requiredVersion", settings.Select(s => s.Text("required_version")).FirstOrDefault(v => v is not null)),
            ("backend", settings.SelectMany(s => s.Blocks).FirstOrDefault(b => b.Type == "backend") is { Labels: [var backend, ..] } ? backend : null),
            ("files", files.Count.ToString()),
            ("variables", blocks.Count(b => b.Block.Type == "variable").ToString()),
            ("outputs", blocks.Count(b => b.Block.Type == "output").ToString()),
        ], place: (files.Find(f => f.Name == "main.tf") ?? files[0]).Path);
        var found = new Dictionary<string, Found>(StringComparer.Ordinal);
        foreach (var (file, block) in blocks)
            Add(file, block, folder, module, found);
        foreach (var one in found.Values)
            Relate(one, folder, module, found);
    }

    private void Add(SourceFile file, HclBlock block, string folder, string module, Dictionary<string, Found> found)
    {
        var address = (block.Type, block.Labels) switch
        {
            ("resource", [var type, var name]) => $"{type}.{name}",
            ("module", [var name]) => $"module.{name}",
            _ => null,
        };
        if (address is null || (found.ContainsKey(address) && IsOverride(file.Name)))
            return;
        var isResource = block.Type == "resource";
        var urn = record.Declare(Kinds.TerraformResource, address, Path(folder), block.Line,
        [
            ("type", isResource ? block.Labels[0] : "module"),
            ("provider", isResource ? block.Attributes.GetValueOrDefault("provider")?.Path ?? block.Text("provider") ?? block.Labels[0].Split('_')[0] : null),
            ("source", isResource ? null : block.Text("source")),
            ("version", isResource ? null : block.Text("version")),
            ("many", block.Attributes.ContainsKey("count") ? "count" : block.Attributes.ContainsKey("for_each") ? "for_each" : null),
        ], address, module, file.Path);
        found.TryAdd(address, new(file, block, address, urn));
    }

    private void Relate(Found one, string folder, string module, Dictionary<string, Found> found)
    {
        foreach (var reference in one.Block.References)
        {
            var parts = reference.Split('.');
            if (found.GetValueOrDefault($"{parts[0]}.{parts[1]}") is { } other && other != one)
                record.Relate(one.Urn, Kinds.DependsOn, other.Urn);
        }

        if (one.Block.Type == "module" && one.Block.Text("source") is { } source && source.StartsWith('.') && SourcePath.Combine(folder, source) is { } called)
        {
            var callee = AssetUrn.Declared(Kinds.TerraformModule, record.Identity, Path(called));
            record.Relate(one.Urn, Kinds.DependsOn, callee);
            record.Relate(module, Kinds.DependsOn, callee);
        }

        if (one.Block.Type != "resource" || !ImageResources.Contains(one.Block.Labels[0]))
            return;
        foreach (var image in one.Block.All().Select(b => b.Attributes.GetValueOrDefault("image")).Where(i => i?.Literal is not null))
        {
            if (ImageReference.Parse(image!.Literal) is { } reference)
                record.RelateImage(one.Urn, Kinds.Deploys, reference, one.File.Path, image.Line);
        }
    }

    private static string Provider(KeyValuePair<string, HclBlock.Value> provider)
    {
        var source = provider.Value.Object?.Text("source") ?? provider.Key;
        var version = provider.Value.Object?.Text("version") ?? provider.Value.Literal;
        return version is null ? source : $"{source} {version}";
    }

    private HclBlock? Parse(SourceFile file)
    {
        if (tree.TextIf(file, _ => true, 1) is not { } text)
            return null;
        try
        {
            return file.Extension == ".json" ? TerraformJson.Parse(text) : HclText.Parse(text);
        }
        catch (HclException e)
        {
            record.Unreadable(file.Path, e.Line, "unreadable-hcl", $"The file is not valid HCL: {e.Message}");
            return null;
        }
        catch (YamlTextException e)
        {
            record.Unreadable(file.Path, e.Line, "unreadable-json", e.Message);
            return null;
        }
    }
}
