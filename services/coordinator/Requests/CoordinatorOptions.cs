using System.ComponentModel.DataAnnotations;

namespace Cortex.Coordinator.Requests;

/// <summary>Section <c>Coordinator</c>.</summary>
public sealed class CoordinatorOptions
{
    /// <summary>Workers that run at the same time on this machine; 0 is twice its processors, at least 4.</summary>
    [Range(0, 1024)]
    public int Slots { get; set; }

    /// <summary>The model endpoint, without credentials; empty for none.</summary>
    public string Model { get; set; } = "";
}
