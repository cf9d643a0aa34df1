namespace Cortex.Packages;

/// <summary>The scopes, strongest first: a package needed in two ways has the stronger one.</summary>
internal static class PackageScope
{
    public const string Runtime = "runtime";
    public const string Peer = "peer";
    public const string Optional = "optional";
    public const string Development = "development";

    public static readonly string[] ByStrength = [Runtime, Peer, Optional, Development];

    public static string Stronger(string a, string b) =>
        Array.IndexOf(ByStrength, a) <= Array.IndexOf(ByStrength, b) ? a : b;

    public static string Weaker(string a, string b) => Stronger(a, b) == a ? b : a;
}
