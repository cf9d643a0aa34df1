using CsCheck;

namespace Cortex.Packages.Tests.RoundTrips;

/// <summary>A package that a lockfile is to list, and those of the list that it asks for.</summary>
public sealed record Locked(string Name, string Version, bool Development, IReadOnlyList<Locked> Needs)
{
    private static readonly Gen<string> AnyVersion =
        Gen.Select(Gen.Int[0, 30].Array[3], Gen.OneOf("", "", "-rc.1", "-beta.2"), (parts, tail) => string.Join('.', parts) + tail);

    /// <summary>Packages with names of their own; each asks for some of those before it, and is asked for by the repository.</summary>
    public static Gen<Locked[]> Sets(Gen<string> name, Func<string, string> written, bool development) =>
        Gen.Select(name, AnyVersion.Select(written), Gen.Bool, Gen.Int[0, 100].Array[0, 3]).Array[1, 12].Select(rows =>
        {
            var packages = new List<Locked>();
            foreach (var (given, version, marked, needs) in rows.DistinctBy(row => row.Item1))
            {
                var needed = packages.Count == 0 ? [] : needs.Select(n => packages[n % packages.Count]).Distinct().ToArray();
                packages.Add(new(given, version, development && marked, needed));
            }
            return packages.ToArray();
        });
}
