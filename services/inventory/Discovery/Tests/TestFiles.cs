using Cortex.Documents.Files;

namespace Cortex.Inventory.Discovery.Tests;

/// <summary>Which files hold tests, by the naming that each ecosystem's runner looks for.</summary>
internal static class TestFiles
{
    private const int LookedAt = 256 * 1024;

    private static readonly byte[][] DotNetMarks =
        ["[Fact"u8.ToArray(), "[Theory"u8.ToArray(), "[Test"u8.ToArray(), "[Property"u8.ToArray(), "[DataTestMethod"u8.ToArray(), "[<Fact"u8.ToArray(), "[<Test"u8.ToArray(), "<Fact"u8.ToArray(), "<Test"u8.ToArray()];

    /// <summary>The purl type of the project that a test file belongs to; null for any other file.</summary>
    public static string? EcosystemOf(SourceTree tree, SourceFile file)
    {
        var stem = Path.GetFileNameWithoutExtension(file.Name);
        return file.Extension switch
        {
            ".cs" or ".fs" or ".vb" => "nuget",
            ".js" or ".jsx" or ".mjs" or ".cjs" or ".ts" or ".tsx" or ".mts" or ".cts" => IsNode(file, stem) ? "npm" : null,
            ".py" => stem.StartsWith("test_", StringComparison.Ordinal) || stem.EndsWith("_test", StringComparison.Ordinal) ? "pypi" : null,
            ".go" => stem.EndsWith("_test", StringComparison.Ordinal) ? "golang" : null,
            ".rs" => IsRust(tree, file) ? "cargo" : null,
            ".java" or ".kt" or ".groovy" or ".scala" => IsJvm(file, stem) ? "maven" : null,
            ".rb" => stem.EndsWith("_spec", StringComparison.Ordinal) || stem.EndsWith("_test", StringComparison.Ordinal) ? "gem" : null,
            ".php" => stem.EndsWith("Test", StringComparison.Ordinal) ? "composer" : null,
            ".exs" => stem.EndsWith("_test", StringComparison.Ordinal) ? "hex" : null,
            ".dart" => stem.EndsWith("_test", StringComparison.Ordinal) ? "pub" : null,
            _ => null,
        };
    }

    /// <summary>Whether a source file of a .NET test project holds tests, and not only what they need.</summary>
    public static bool IsDotNet(SourceTree tree, SourceFile file)
    {
        var text = tree.Start(file, LookedAt);
        foreach (var mark in DotNetMarks)
        {
            if (text.IndexOf(mark) >= 0)
                return true;
        }

        return false;
    }

    private static bool IsNode(SourceFile file, string stem)
    {
        var kind = Path.GetExtension(stem);
        return kind is ".test" or ".spec" or ".cy" || stem == "test"
            || stem.EndsWith("-test", StringComparison.Ordinal) || stem.EndsWith("_test", StringComparison.Ordinal) || stem.StartsWith("test-", StringComparison.Ordinal)
            || (kind != ".d" && file.Folder.Split('/').Any(part => part is "__tests__"));
    }

    private static bool IsRust(SourceTree tree, SourceFile file)
    {
        var text = tree.Start(file, LookedAt);
        return text.IndexOf("#[test]"u8) >= 0 || text.IndexOf("#[cfg(test)]"u8) >= 0 || text.IndexOf("::test]"u8) >= 0;
    }

    private static bool IsJvm(SourceFile file, string stem) =>
        (stem.EndsWith("Test", StringComparison.Ordinal) || stem.EndsWith("Tests", StringComparison.Ordinal) || stem.EndsWith("IT", StringComparison.Ordinal)
            || stem.EndsWith("Spec", StringComparison.Ordinal) || stem.StartsWith("Test", StringComparison.Ordinal))
        && file.Folder.Contains("test", StringComparison.OrdinalIgnoreCase);
}
