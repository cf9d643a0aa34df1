using Cortex.Security.Scanning;
using Cortex.Security.Suppressions;

namespace Cortex.Security.Tests.Suppressions;

public sealed class BaselineTests
{
    private readonly Detections problems = new();

    [Fact]
    public void What_was_written_is_known_again_and_nothing_else()
    {
        var baseline = Baseline.Parse(Baseline.Text([Detection("DB_PASSWORD"), Detection("SMTP_PASSWORD")]), problems);
        Assert.Equal(2, baseline.Count);
        Assert.True(baseline.Has(Detection("DB_PASSWORD")));
        Assert.False(baseline.Has(Detection("FTP_PASSWORD")));
        Assert.Empty(problems.Problems);
    }

    [Fact]
    public void A_password_cannot_be_told_from_its_fingerprint() =>
        Assert.Equal(Fingerprints.Of("secrets/password", "a.env", "DB_PASSWORD", "summer2024"), Fingerprints.Of("secrets/password", "a.env", "DB_PASSWORD", "winter2025"));

    [Fact]
    public void A_replaced_random_key_is_another_finding() =>
        Assert.NotEqual(Of("q7Zp2LrT8mVeYk4ZsWn6Hc1J"), Of("x9Vx3MsU9nWfZl5AtXo7Id2K"));

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"schema\": \"cortex.baseline/2\", \"fingerprints\": [] }")]
    [InlineData("{ \"schema\": 1, \"fingerprints\": [] }")]
    [InlineData("{ \"schema\": \"cortex.baseline/1\" }")]
    public void A_file_that_is_no_baseline_is_reported(string text)
    {
        Assert.Equal(0, Baseline.Parse(text, problems).Count);
        Assert.Equal("unreadable-baseline", Assert.Single(problems.Problems).Rule);
    }

    private static string Of(string secret) => Fingerprints.Of("secrets/high-entropy-key", "a.env", "KEY", secret);

    private static Detection Detection(string subject) => new() { Rule = "secrets/password", Path = "a.env", Subject = subject, Title = "Password" };
}
