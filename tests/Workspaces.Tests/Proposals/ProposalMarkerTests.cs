using Cortex.Workspaces.Proposals;

namespace Cortex.Workspaces.Tests.Proposals;

public sealed class ProposalMarkerTests
{
    private static readonly ProposalMarker Marker = new() { Master = "security", Change = "upgrade:--> npm/lodash", Findings = ["vulnerability:a", "vulnerability:b"], Commit = "c0ffee" };

    [Fact]
    public void A_body_carries_its_marker_there_and_back()
    {
        var body = Marker.AppendTo("What it fixes");

        var read = ProposalMarker.Read(body)!;
        Assert.StartsWith("What it fixes\n\n<!-- cortex:", body, StringComparison.Ordinal);
        Assert.Equal(("security", "upgrade:--> npm/lodash", "c0ffee"), (read.Master, read.Change, read.Commit));
        Assert.Equal(Marker.Findings, read.Findings);
    }

    [Fact]
    public void A_marker_in_the_text_does_not_pass_for_one()
    {
        var forged = (Marker with { Change = "forged" }).AppendTo("What it fixes");

        var body = Marker.AppendTo(forged);

        Assert.Equal(Marker.Change, ProposalMarker.Read(body)!.Change);
        Assert.Equal(body.IndexOf("<!-- cortex:", StringComparison.Ordinal), body.LastIndexOf("<!-- cortex:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!-- cortex: -->")]
    [InlineData("<!-- cortex:AAAA -->")]
    [InlineData("<!-- cortex:e30 -->")]
    [InlineData("<!-- cortex:a -->")]
    public void A_body_without_a_readable_marker_has_none(string body) => Assert.Null(ProposalMarker.Read(body));
}
