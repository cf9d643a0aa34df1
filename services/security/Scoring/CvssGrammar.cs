namespace Cortex.Security.Scoring;

/// <summary>The metrics of each version and the values they may have: https://www.first.org/cvss/.</summary>
internal static class CvssGrammar
{
    private static readonly IReadOnlyDictionary<string, Metric> V2 = Metrics(
        "AV:LAN AC:HML Au:MSN C:NPC I:NPC A:NPC",
        "E:U,POC,F,H,ND RL:OF,TF,W,U,ND RC:UC,UR,C,ND CDP:N,L,LM,MH,H,ND TD:N,L,M,H,ND CR:L,M,H,ND IR:L,M,H,ND AR:L,M,H,ND");

    private static readonly IReadOnlyDictionary<string, Metric> V3 = Metrics(
        "AV:NALP AC:LH PR:NLH UI:NR S:UC C:HLN I:HLN A:HLN",
        "E:XHFPU RL:XUWTO RC:XCRU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MPR:XNLH MUI:XNR MS:XUC MC:XHLN MI:XHLN MA:XHLN");

    private static readonly IReadOnlyDictionary<string, Metric> V4 = Metrics(
        "AV:NALP AC:LH AT:NP PR:NLH UI:NPA VC:HLN VI:HLN VA:HLN SC:HLN SI:HLN SA:HLN",
        "E:XAPU CR:XHML IR:XHML AR:XHML MAV:XNALP MAC:XLH MAT:XNP MPR:XNLH MUI:XNPA MVC:XHLN MVI:XHLN MVA:XHLN MSC:XHLN MSI:XSHLN MSA:XSHLN "
        + "S:XNP AU:XNY R:XAUI V:XDC RE:XLMH U:X,Clear,Green,Amber,Red");

    public static IReadOnlyDictionary<string, Metric> Of(CvssVersion version) => version switch
    {
        CvssVersion.V20 => V2,
        CvssVersion.V40 => V4,
        _ => V3,
    };

    /// <summary>"AV:NALP": values of one letter; "U:X,Clear": longer ones.</summary>
    private static Dictionary<string, Metric> Metrics(string mandatory, string optional)
    {
        var metrics = new Dictionary<string, Metric>(StringComparer.Ordinal);
        Add(mandatory, isMandatory: true);
        Add(optional, isMandatory: false);
        return metrics;

        void Add(string text, bool isMandatory)
        {
            foreach (var metric in text.Split(' '))
            {
                var (name, values) = (metric[..metric.IndexOf(':', StringComparison.Ordinal)], metric[(metric.IndexOf(':', StringComparison.Ordinal) + 1)..]);
                metrics.Add(name, new(values.Contains(',', StringComparison.Ordinal) ? values.Split(',') : [.. values.Select(c => c.ToString())], isMandatory));
            }
        }
    }

    internal sealed record Metric(IReadOnlyList<string> Values, bool Mandatory);
}
