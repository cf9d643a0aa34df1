using static Cortex.Coordinator.Reports.Rendering.ReportFigures;

namespace Cortex.Coordinator.Reports.Rendering.Html;

/// <summary>A span of time as the width of a drawing, in percent, so that it fits every screen.</summary>
internal sealed class TimeAxis
{
    private static readonly double[] Steps = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400];

    private readonly DateTimeOffset _origin;
    private readonly double _from;
    private readonly double _length;
    private readonly List<double> _ticks = [];

    /// <param name="origin">What the figures of the axis are counted from.</param>
    public TimeAxis(DateTimeOffset origin, DateTimeOffset from, DateTimeOffset to)
    {
        _origin = origin;
        _from = (from - origin).TotalSeconds;
        _length = Math.Max(0.1, (to - from).TotalSeconds);
        var step = Steps.FirstOrDefault(s => _length / s <= 5, _length / 4);
        for (var tick = Math.Ceiling(_from / step) * step; tick <= _from + _length; tick += step)
            _ticks.Add(tick);
    }

    public double At(DateTimeOffset time) => Math.Clamp(((time - _origin).TotalSeconds - _from) / _length * 100, 0, 100);

    public Markup Grid() => Markup.All(_ticks.Select(tick => Markup.Of($"""<line class="grid" x1="{Place(tick)}%" x2="{Place(tick)}%" y1="0" y2="100%"/>""")));

    /// <summary>The figures, for beneath the drawings.</summary>
    public Markup Scale() => Markup.Of(
        $"""<svg class="scale" width="100%" height="18" aria-hidden="true">{_ticks.Select(tick => Markup.Of($"<text x=\"{Place(tick)}%\" y=\"13\" text-anchor=\"{Anchor(Place(tick))}\">{Duration(tick)}</text>"))}</svg>""");

    private double Place(double tick) => (tick - _from) / _length * 100;

    private static string Anchor(double place) => place < 4 ? "start" : place > 93 ? "end" : "middle";
}
