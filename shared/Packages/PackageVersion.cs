namespace Cortex.Packages;

/// <summary>A version that has been read; it compares with versions of its own ecosystem only.</summary>
public abstract class PackageVersion
{
    /// <summary>The least first.</summary>
    public static IComparer<PackageVersion> Ascending { get; } = Comparer<PackageVersion>.Create((a, b) => a.OrderAgainst(b));

    /// <summary>Below zero when this one comes first, zero for equals.</summary>
    /// <exception cref="ArgumentException">A version of another ecosystem.</exception>
    public abstract int OrderAgainst(PackageVersion other);
}

internal sealed class PackageVersion<T>(T value, Func<T, T, int> compare) : PackageVersion
{
    public override int OrderAgainst(PackageVersion other) => other switch
    {
        PackageVersion<T> same => compare(value, same.Value),
        _ => throw new ArgumentException("The two are versions of different ecosystems.", nameof(other)),
    };

    private T Value => value;
}
