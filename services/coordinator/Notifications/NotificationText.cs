using System.Globalization;
using System.Text.Json;
using Cortex.Contracts;

namespace Cortex.Coordinator.Notifications;

/// <summary>A notification as the body that a webhook's format wants. Pure: the same notification is the same bytes.</summary>
internal static class NotificationText
{
    private const int MostTargets = 3;
    private const int MostText = 2000;

    public static string Body(Notification notification, string format) => format == Webhook.Slack
        ? JsonSerializer.Serialize(new { text = Text(notification) }, CortexJson.Options)
        : JsonSerializer.Serialize(notification, CortexJson.Options);

    /// <summary>Slack's mrkdwn: of what comes from elsewhere only its three control characters mean something.</summary>
    private static string Text(Notification notification)
    {
        var run = notification.Run;
        var head = notification.Escalation is { } escalation
            ? $":warning: *Escalation* ({escalation.Severity.ToString().ToLowerInvariant()}, {Escaped(escalation.Master)}): {Escaped(escalation.Reason)}"
            : notification.Event switch
            {
                NotificationEvents.Completed => $":white_check_mark: *Run completed*{Took(run)}",
                NotificationEvents.Failed => $":x: *Run failed*{Took(run)}{Why(run)}",
                _ => $":no_entry_sign: *Run canceled*{Took(run)}{Why(run)}",
            };
        var more = run.Targets.Count > MostTargets ? $" and {run.Targets.Count - MostTargets} more" : "";
        return $"{head}\n{Escaped(run.Plan)} on {Escaped(string.Join(", ", run.Targets.Take(MostTargets)))}{more}\n"
            + $"Findings: {run.Findings}, open escalations: {run.Escalations}{(run.CertificateHolds == false ? ", *the certificate does not hold*" : "")}\nRun `{run.Id:D}`";
    }

    private static string Took(NotifiedRun run) => run.DurationSeconds is { } seconds
        ? string.Create(CultureInfo.InvariantCulture, $" after {(seconds < 120 ? $"{seconds:0} s" : $"{seconds / 60:0} min")}")
        : "";

    private static string Why(NotifiedRun run) => run.Reason is { } reason ? $": {Escaped(reason)}" : "";

    private static string Escaped(string text) => (text.Length > MostText ? text[..MostText] + "…" : text)
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
