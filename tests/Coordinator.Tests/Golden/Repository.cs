namespace Cortex.Coordinator.Tests.Golden;

internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>Full path of a file or folder, given from the repository's root.</summary>
    public static string File(string path) => Path.Combine(Root, path);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Cortex.Services.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException($"no Cortex.Services.sln above {AppContext.BaseDirectory}");
        return folder;
    }
}
