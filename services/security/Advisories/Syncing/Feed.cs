namespace Cortex.Security.Advisories.Syncing;

/// <summary>One file that a server publishes anew from time to time.</summary>
/// <param name="Source">What reports call it.</param>
/// <param name="Address">Where it is.</param>
/// <param name="FileName">What it is called while it is fetched; its end says what it holds.</param>
/// <param name="Asked">True when the user named it, so that its absence is a failure.</param>
internal sealed record Feed(string Source, Uri Address, string FileName, bool Asked)
{
    /// <summary>An ecosystem's archive: https://google.github.io/osv.dev/data/#data-dumps.</summary>
    public static Feed OfEcosystem(Uri root, string ecosystem, bool asked)
    {
        var spelled = PackageNames.Spelled(ecosystem);
        var file = new string([.. spelled.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' ? c : '_')]);
        return new($"osv/{spelled}", new Uri(Folder(root), $"{Uri.EscapeDataString(spelled)}/all.zip"), $"osv-{file}.zip", asked);
    }

    public static Feed Epss(Uri address) => new("epss", address, "epss.csv.gz", true);

    public static Feed Kev(Uri address) => new("kev", address, "kev.json", true);

    private static Uri Folder(Uri root) => root.AbsoluteUri.EndsWith('/') ? root : new Uri(root.AbsoluteUri + "/");
}
