using Cortex.Contracts.Reports;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>How to read the messages behind the page.</summary>
internal static class MessagesSection
{
    public static Section Of(Report report)
    {
        var id = report.Run.Id;
        (string Command, string Does)[] commands =
        [
            ($"cortex events {id}", "Every recorded message, oldest first, with what each caused."),
            ($"cortex events {id} --json", "The same for other programs, with bodies."),
            ($"cortex replay {id} --verify", "Replays the run from its messages and checks that every state comes out the same."),
            ($"cortex report {id} --format json", "This report as data."),
        ];
        return new Section("messages", "Messages behind this page", Markup.Of($"""
            <dl class="commands">{commands.Select(c => Markup.Of($"<div><dt><code>{c.Command}</code></dt><dd>{c.Does}</dd></div>"))}</dl>
            """)) { Short = "Messages" };
    }
}
