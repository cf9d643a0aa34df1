namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>A part of the page; without a body it is left out. The note stands behind the heading.</summary>
internal sealed record Section(string Id, string Title, Markup Body, Markup Note = default)
{
    /// <summary>For the line of links; the title where that is short enough.</summary>
    public string Short { get; init; } = Title;

    public static Section LeftOut { get; } = new("", "", Markup.Nothing);
}
