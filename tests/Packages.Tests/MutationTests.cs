using CsCheck;

namespace Cortex.Packages.Tests;

public sealed class MutationTests : IDisposable
{
    private static readonly byte[][] Fragments =
    [
        "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "\""u8.ToArray(), "\\ud800"u8.ToArray(), "null"u8.ToArray(),
        "<"u8.ToArray(), "/>"u8.ToArray(), "$("u8.ToArray(), ")"u8.ToArray(), "&#0;"u8.ToArray(), "<!DOCTYPE x>"u8.ToArray(),
        "../"u8.ToArray(), "1e999"u8.ToArray(), [0xFF, 0xFE], [0], [0xC3], [0xEF, 0xBB, 0xBF], ";"u8.ToArray(), "'"u8.ToArray(),
    ];

    private static readonly Gen<(int At, int Cut, byte[] Put)[]> Edits = Gen.Select(
            Gen.Int[0, 1 << 20], Gen.Int[0, 12], Gen.OneOf(Gen.OneOf(Fragments), Gen.Byte.Array[0, 4]))
        .Array[1, 6];

    private readonly Repository repository = new();

    public static TheoryData<string> Manifests() =>
        [.. Directory.EnumerateFiles(GoldenCases.Home(), "*", SearchOption.AllDirectories)
            .Where(file => file.Contains("/input/", StringComparison.Ordinal) && new FileInfo(file).Length > 0)
            .Select(file => Path.GetRelativePath(GoldenCases.Home(), file))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void A_damaged_manifest_is_read_or_reported_and_never_an_error(string manifest)
    {
        var bytes = File.ReadAllBytes(Path.Combine(GoldenCases.Home(), manifest));
        var file = Path.Combine(repository.Root, Path.GetFileName(manifest));
        Edits.Sample(
            edits =>
            {
                File.WriteAllBytes(file, edits.Aggregate(bytes, Apply));
                var scan = repository.Scan();
                Assert.All(scan.Packages, package => Assert.DoesNotContain("..", package.Name, StringComparison.Ordinal));
                Assert.All(scan.Unreadable, unreadable => Assert.NotEmpty(unreadable.Reason));
            },
            iter: 100, threads: 1);
    }

    public void Dispose() => repository.Dispose();

    private static byte[] Apply(byte[] bytes, (int At, int Cut, byte[] Put) edit)
    {
        var at = bytes.Length == 0 ? 0 : edit.At % bytes.Length;
        var rest = Math.Min(bytes.Length, at + edit.Cut);
        return [.. bytes[..at], .. edit.Put, .. bytes[rest..]];
    }
}
