using System.Diagnostics;

namespace Cortex.Workspaces.Tests.Proposals.Hosts;

public sealed class StandInPull
{
    public required int Number { get; init; }
    public required string Head { get; init; }
    public required string Base { get; init; }
    public required string Title { get; set; }
    public required string Body { get; set; }
    public bool Draft { get; set; }
    public string State { get; set; } = "open";
    public List<string> Labels { get; } = [];
    public List<string> Reviewers { get; } = [];
    public List<string> Comments { get; } = [];
}

/// <summary>The pull requests of a stand-in's repository.</summary>
public sealed class StandInPulls(string bare)
{
    private readonly Lock _lock = new();
    private readonly List<StandInPull> _all = [];

    public List<string> KnownLabels { get; } = ["security"];

    public bool KnowsDrafts { get; set; } = true;

    public IReadOnlyList<StandInPull> All
    {
        get
        {
            lock (_lock)
                return [.. _all];
        }
    }

    public StandInPull? Find(int number) => All.FirstOrDefault(p => p.Number == number);

    /// <summary>The refusal, in the words hosts use, or the new pull request.</summary>
    public (StandInPull? Pull, string? Refusal) Open(string head, string into, string title, string body, bool draft)
    {
        if (Commit(head) is null)
            return (null, "head branch does not exist");
        if (Commit(into) is null)
            return (null, "base branch does not exist");
        lock (_lock)
        {
            if (_all.Exists(p => p.State == "open" && p.Head == head))
                return (null, $"A pull request already exists for {head}.");
            var pull = new StandInPull { Number = _all.Count + 1, Head = head, Base = into, Title = title, Body = body, Draft = draft };
            _all.Add(pull);
            return (pull, null);
        }
    }

    /// <summary>The tip of a branch of the real repository.</summary>
    public string? Commit(string branch)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-c", "safe.directory=*", "rev-parse", "--verify", "--quiet", $"refs/heads/{branch}"]) { WorkingDirectory = bare, RedirectStandardOutput = true, UseShellExecute = false })!;
        var tip = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return tip.Length == 0 ? null : tip;
    }
}
