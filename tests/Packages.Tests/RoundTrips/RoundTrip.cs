using CsCheck;

namespace Cortex.Packages.Tests.RoundTrips;

/// <summary>Writes lists of packages as a lockfile and expects the reader to give the list back.</summary>
public abstract class RoundTrip : IDisposable
{
    protected Repository Repository { get; } = new();

    public void Dispose()
    {
        Repository.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void ReadsBack(
        Gen<string> name, string ecosystem, string file, Func<Locked[], string> write, bool graph = true,
        bool development = true, Func<string, string>? version = null) =>
        Locked.Sets(name, version ?? (written => written), development).Sample(
            packages =>
            {
                Repository.Write(file, write(packages));
                var scan = Repository.Scan();
                Assert.Empty(scan.Unreadable);
                var actual = scan.Packages.Select(p =>
                    (p.Path, p.Ecosystem, p.Name, p.Version, p.Scope, graph ? string.Join(' ', p.RequiredBy ?? []) : ""));
                var expected = packages.Select(p => (
                    file, ecosystem, p.Name, (string?)p.Version,
                    IsDevelopment(p, packages) ? "development" : "runtime",
                    graph ? string.Join(' ', AskersOf(p, packages, ecosystem)) : ""));
                Assert.Equal(expected.OrderBy(p => p.Name, StringComparer.Ordinal), actual.OrderBy(p => p.Name, StringComparer.Ordinal));
            },
            iter: 200, threads: 1);

    /// <summary>Whether only development packages lead to it.</summary>
    protected static bool IsDevelopment(Locked package, Locked[] packages) =>
        package.Development && packages.Where(p => p.Needs.Contains(package)).All(p => IsDevelopment(p, packages));

    private static IEnumerable<string> AskersOf(Locked package, Locked[] packages, string ecosystem) =>
        packages.Where(p => p.Needs.Contains(package))
            .Select(p => PackageUrl.Create(ecosystem, p.Name, p.Version))
            .Order(StringComparer.Ordinal);
}
