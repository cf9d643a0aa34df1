using Cortex.Documents.Files;
using Cortex.Security.Scanning;
using Cortex.Security.Terraform.Modules;
using Cortex.Security.Terraform.Rules;

namespace Cortex.Security.Terraform;

/// <summary>Misconfigurations of Terraform files; see docs/rules/terraform. Modules of the repository are looked at as they are called.</summary>
internal sealed class TerraformDetector : IDetector
{
    private const int MaxCalls = 2_000;
    private const int MaxDepth = 20;

    public string Subject => "Terraform files";

    public void Look(SourceTree tree, Detections found, CancellationToken stop)
    {
        var folders = TerraformFolders.Read(tree, found, stop);
        var called = folders.Values.SelectMany(folder => folder.Calls.Select(call => folder.Local(call.Block))).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var calls = 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ordered = folders.Values.OrderBy(folder => folder.Path, StringComparer.Ordinal).ToList();
        foreach (var folder in ordered.Where(folder => !called.Contains(folder.Path)))
            Look(TerraformScope.Root(folder), 0);
        // Modules that call each other in a circle have no root and are looked at as they stand.
        foreach (var folder in ordered.Where(folder => !seen.Contains(folder.Path)))
            Look(TerraformScope.Root(folder), 0);

        void Look(TerraformScope scope, int depth)
        {
            stop.ThrowIfCancellationRequested();
            seen.Add(scope.Folder.Path);
            foreach (var (file, block) in scope.Folder.Blocks)
                LookAt(new ResourceLook(scope, file, block, found));
            foreach (var (file, call) in scope.Folder.Calls)
            {
                if (scope.Folder.Local(call) is not { } local || !folders.TryGetValue(local, out var module))
                    continue;
                if (depth >= MaxDepth || ++calls > MaxCalls)
                {
                    found.Unreadable(file.Path, call.Line, "too-many-modules", $"Modules call each other more than {MaxDepth} deep or {MaxCalls} times, and the rest was not looked at; take them apart.");
                    return;
                }

                Look(scope.Call(file, call, module), depth + 1);
            }
        }
    }

    private static void LookAt(ResourceLook look)
    {
        if (look.Block is not { Type: "resource" or "data", Labels.Count: 2 } || look.Value(look.Block, "count")?.Text == "0")
            return;
        Attributes.Look(look);
        Networks.Look(look);
        Policies.Look(look);
        Grants.Look(look);
        WrittenSecrets.Look(look);
    }
}
