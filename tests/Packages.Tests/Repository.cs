namespace Cortex.Packages.Tests;

/// <summary>A folder for one test; removed with it.</summary>
public sealed class Repository : IDisposable
{
    private readonly DirectoryInfo around = Directory.CreateTempSubdirectory("cortex-packages-");

    public Repository() => Directory.CreateDirectory(Root);

    public string Root => Path.Combine(around.FullName, "repository");

    public string Outside => around.FullName;

    public string Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    public PackageScan Scan(ReadLimits? limits = null) => PackageScanner.Scan(Root, limits);

    public UnreadableInput Refused(ReadLimits? limits = null)
    {
        var scan = Scan(limits);
        Assert.Empty(scan.Packages);
        return Assert.Single(scan.Unreadable);
    }

    public void Dispose() => around.Delete(recursive: true);
}
