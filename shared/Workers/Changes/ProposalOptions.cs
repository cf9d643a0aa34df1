using System.ComponentModel.DataAnnotations;

namespace Cortex.Workers.Changes;

/// <summary>Section <c>Proposals</c>.</summary>
public sealed class ProposalOptions
{
    /// <summary>False is the kill switch: branches and patches are made, but nothing is opened, updated or closed at a host.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Pull requests opened in one repository on one day (UTC), by all runs together.</summary>
    [Range(0, 1000)]
    public int MostPerRepositoryAndDay { get; set; } = 10;

    /// <summary>Changes of one master that one run puts into one repository.</summary>
    [Range(0, 1000)]
    public int MostPerRepositoryAndRun { get; set; } = 50;

    /// <summary>How long the calls for one proposal wait when the host limits its callers.</summary>
    [Range(0, 3600)]
    public int MostWaitSeconds { get; set; } = 60;

    /// <summary>What a master spends on hosts when it aggregates a run; what is not proposed by then stays a branch.</summary>
    [Range(1, 3600)]
    public int MostSeconds { get; set; } = 180;
}
