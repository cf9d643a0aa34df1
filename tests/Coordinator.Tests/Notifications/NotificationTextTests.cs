using System.Diagnostics;
using System.Text.Json.Nodes;
using Cortex.Contracts.Findings;
using Cortex.Contracts.Orchestrations;
using Cortex.Coordinator.Notifications;
using Cortex.Coordinator.Tests.Golden;

namespace Cortex.Coordinator.Tests.Notifications;

/// <summary>The documentation's examples are what is sent.</summary>
public sealed class NotificationTextTests
{
    private static readonly DateTimeOffset _started = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private static readonly Notification _completed = new()
    {
        Event = NotificationEvents.Completed,
        At = _started.AddSeconds(843),
        Run = new NotifiedRun
        {
            Id = Guid.Parse("6f1c2a9e-0f4b-4d0e-9c53-0d4f5a1f7b11"),
            Status = RunStatus.Completed,
            Plan = "full-orchestration",
            Targets = ["https://git.example.com/team/payments.git", "https://git.example.com/team/ledger.git"],
            RequestedBy = "ada",
            StartedAt = _started,
            FinishedAt = _started.AddSeconds(842.5),
            DurationSeconds = 842.5,
            Findings = 31,
            Escalations = 0,
            CertificateHolds = true,
        },
    };

    private static readonly Notification _escalation = _completed with
    {
        Event = NotificationEvents.Escalation,
        Run = _completed.Run with { Status = RunStatus.Running, FinishedAt = null, DurationSeconds = null, Findings = 12, Escalations = 1, CertificateHolds = null },
        Escalation = new NotifiedEscalation
        {
            Id = Guid.Parse("0d7c9f6e-7c0b-4b8e-8a55-3f0d3a6f2c10"),
            Master = "security",
            Severity = Severity.Critical,
            Reason = "CVE-2026-0001 in left-pad has no fixed version",
        },
    };

    [Fact]
    public void The_documented_examples_are_what_is_sent()
    {
        var examples = File.ReadAllText(Repository.File("docs/notifications.md")).Split("```json\n").Skip(1).Select(part => JsonNode.Parse(part.Split("\n```")[0])).ToList();
        string[] sent = [NotificationText.Body(_completed, Webhook.Json), NotificationText.Body(_escalation, Webhook.Json), NotificationText.Body(_completed, Webhook.Slack)];

        Assert.Equal(sent.Length, examples.Count);
        foreach (var (body, example) in sent.Zip(examples))
            Assert.Equal(example!.ToJsonString(), JsonNode.Parse(body)!.ToJsonString());
    }

    [Fact]
    public void Slack_sees_no_markup_of_a_target_or_reason()
    {
        var text = JsonNode.Parse(NotificationText.Body(
            _escalation with { Run = _escalation.Run with { Targets = ["<!channel>", "a&b", "c", "d", "e"] }, Escalation = _escalation.Escalation! with { Reason = "<https://evil.example|click>" } }, Webhook.Slack))!["text"]!.GetValue<string>();

        Assert.DoesNotContain('<', text);
        Assert.Contains("&lt;!channel&gt;, a&amp;b, c and 2 more", text, StringComparison.Ordinal);
        Assert.StartsWith(":warning: *Escalation* (critical, security): &lt;https://evil.example|click&gt;", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_run_says_why() => Assert.Contains(
        ":x: *Run failed* after 14 min: no master could be reached", NotificationText.Body(
            _completed with { Event = NotificationEvents.Failed, Run = _completed.Run with { Status = RunStatus.Failed, Reason = "no master could be reached" } }, Webhook.Slack), StringComparison.Ordinal);

    [PythonFact]
    public async Task The_documented_check_accepts_the_signature_and_nothing_else()
    {
        var check = File.ReadAllText(Repository.File("docs/notifications.md")).Split("```python\n")[1].Split("```")[0];
        var body = NotificationText.Body(_completed, Webhook.Json);
        var now = TimeProvider.System.GetUtcNow();
        string[] headers =
        [
            WebhookSignature.Of("the shared secret", body, now), WebhookSignature.Of("another secret", body, now), WebhookSignature.Of("the shared secret", body + " ", now),
            WebhookSignature.Of("the shared secret", body, now.AddMinutes(-6)),
        ];

        var script = check + "\nimport sys, json\nbody = sys.stdin.buffer.read()\nprint([is_from_cortex('the shared secret', header, body) for header in json.loads(sys.argv[1])])\n";
        var start = new ProcessStartInfo("python3", ["-c", script, System.Text.Json.JsonSerializer.Serialize(headers)]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        await python.StandardInput.WriteAsync(body);
        python.StandardInput.Close();
        Assert.Equal("[True, False, False, False]", (await python.StandardOutput.ReadToEndAsync()).Trim());
    }
}

internal sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute() => Skip = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "python3"))) ? null : "python3 is missing.";
}
