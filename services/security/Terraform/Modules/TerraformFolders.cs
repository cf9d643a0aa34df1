using Cortex.Documents.Files;
using Cortex.Documents.Hcl;
using Cortex.Documents.Yaml;
using Cortex.Security.Scanning;

namespace Cortex.Security.Terraform.Modules;

/// <summary>Reads the Terraform files of a tree, folder by folder.</summary>
internal static class TerraformFolders
{
    public static IReadOnlyDictionary<string, TerraformFolder> Read(SourceTree tree, Detections found, CancellationToken stop)
    {
        var folders = new Dictionary<string, TerraformFolder>(StringComparer.Ordinal);
        foreach (var files in tree.Files.Where(file => IsTerraform(file.Name) || IsSettings(file.Name)).GroupBy(file => file.Folder, StringComparer.Ordinal))
        {
            var (blocks, settings) = (new List<(SourceFile, HclBlock)>(), new List<(SourceFile, HclBlock)>());
            foreach (var file in files)
            {
                stop.ThrowIfCancellationRequested();
                if (Parse(tree, file, found) is not { } document)
                    continue;
                if (IsSettings(file.Name))
                    settings.Add((file, document));
                else
                    blocks.AddRange(document.Blocks.Select(block => (file, block)));
            }

            if (blocks.Count > 0)
                folders[files.Key] = new(files.Key, blocks, settings);
        }

        return folders;
    }

    public static bool IsTerraform(string name) => name.EndsWith(".tf", StringComparison.Ordinal) || name.EndsWith(".tf.json", StringComparison.Ordinal) || name.EndsWith(".tofu", StringComparison.Ordinal);

    /// <summary>Of the files with values of variables those that Terraform reads by itself.</summary>
    private static bool IsSettings(string name) => name == "terraform.tfvars" || name.EndsWith(".auto.tfvars", StringComparison.Ordinal);

    private static HclBlock? Parse(SourceTree tree, SourceFile file, Detections found)
    {
        if (tree.TextIf(file, _ => true, 1) is not { } text)
            return null;
        try
        {
            return file.Extension == ".json" ? TerraformJson.Parse(text) : HclText.Parse(text);
        }
        catch (HclException e)
        {
            found.Unreadable(file.Path, e.Line, "unreadable-hcl", $"The file is not valid HCL: {e.Message}");
        }
        catch (YamlTextException e)
        {
            found.Unreadable(file.Path, e.Line, "unreadable-json", e.Message);
        }

        return null;
    }
}
