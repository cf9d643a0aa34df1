using System.Runtime.CompilerServices;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Fuzz;

/// <summary>One reader of manifests, fed with bytes under a file name that it reads. The golden cases name the file and are the seeds.</summary>
internal sealed class FuzzTarget : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cortex-fuzz-");
    private readonly string fileName;

    private FuzzTarget(string name, IReadOnlyList<string> seeds)
    {
        Name = name;
        Seeds = seeds;
        fileName = Path.GetFileName(seeds[0]);
    }

    public string Name { get; }

    /// <summary>Files of the golden cases that the reader reads.</summary>
    public IReadOnlyList<string> Seeds { get; }

    /// <summary>Every reader, by the name of its class without "Reader".</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ManifestReaders.All.Select(NameOf).Order(StringComparer.Ordinal)];

    /// <exception cref="ArgumentException">No reader has that name, or no golden case has a file for it.</exception>
    public static FuzzTarget Of(string name)
    {
        var reader = Array.Find(ManifestReaders.All, reader => NameOf(reader) == name)
            ?? throw new ArgumentException($"There is no target '{name}'; use one of: {string.Join(", ", Names)}.");
        var seeds = Directory.EnumerateFiles(Path.Combine(Home(), "..", "Packages.Tests"), "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("/input/", StringComparison.Ordinal) && ManifestReaders.For(file) == reader)
            .Order(StringComparer.Ordinal)
            .ToArray();
        return seeds.Length > 0
            ? new(name, seeds)
            : throw new ArgumentException($"No golden case has a file for '{name}'; add one under tests/Packages.Tests.");
    }

    /// <summary>Reads the bytes; an exception that comes out of it is a finding.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        using (var file = File.Create(Path.Combine(folder.FullName, fileName)))
            file.Write(bytes);
        PackageScanner.ReadFile(folder.FullName, fileName);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string NameOf(IManifestReader reader) => reader.GetType().Name.Replace("Reader", "", StringComparison.Ordinal);

    private static string Home([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
