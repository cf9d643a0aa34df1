using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Gem;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Gem;

/// <summary>Raises the requirements of a gem: https://guides.rubygems.org/patterns/#declaring-dependencies.</summary>
internal sealed class GemEdit(Draft draft)
{
    internal static readonly RangeStyle Style = new((a, b) => VersionOrder.Compare("gem", a, b),
    [
        ("!=", RangeClauseKind.Not), (">=", RangeClauseKind.GreaterOrEqual), ("<=", RangeClauseKind.LessOrEqual), ("~>", RangeClauseKind.Pessimistic),
        ("=", RangeClauseKind.Exact), (">", RangeClauseKind.Greater), ("<", RangeClauseKind.Less), ("", RangeClauseKind.Exact),
    ]);

    private static readonly (string Manifest, string Lock)[] Pairs = [("Gemfile", "Gemfile.lock"), ("gems.rb", "gems.locked")];

    public void Apply()
    {
        var files = RepositoryListing.In(draft.Tree, draft.Folder, path =>
            Array.Exists(Pairs, pair => pair.Manifest == RepositoryPath.Name(path)) || path.EndsWith(".gemspec", StringComparison.Ordinal));
        var locks = Pairs.Select(pair => RepositoryPath.Below(draft.Folder, pair.Lock)).Where(draft.Exists).ToList();
        foreach (var path in files)
            draft.In(path, text => Raise(text, locks));
        var gemfile = Pairs.Select(pair => RepositoryPath.Below(draft.Folder, pair.Manifest)).FirstOrDefault(draft.Exists);
        if (!draft.Found && !draft.IsRefused && gemfile is not null)
            draft.In(gemfile, text => Add(text, locks));
        foreach (var path in locks.Where(_ => draft.Found))
            NoteLock(path);
    }

    private void Raise(EditedText text, List<string> locks)
    {
        foreach (var call in GemCall.Of(text.Text, draft.Upgrade.Name))
        {
            draft.Found = true;
            var line = text.LineOf(call.Start);
            if (call.FromAddress)
            {
                draft.Refuse(text.Path, line, $"{draft.Upgrade.Name} comes from a repository or a folder and not from a gem server; change it by hand.");
                continue;
            }
            var before = call.Requirements.Select(r => text.Text[r.Start..r.End]).ToList();
            var after = GemWidening.Of(draft, text.Path, before) ?? before.ConvertAll(requirement => RangeEdit.Raise(draft, text.Path, line, requirement, Style));
            if (after.Contains(null) || after.SequenceEqual(before))
                continue;
            // "~> 5.2", ">= 5.2.5" go on together.
            if (draft.Upgrade.Ranges == RangeStrategy.Replace && before.Exists(requirement => requirement.StartsWith("~>", StringComparison.Ordinal)))
                after = after.ConvertAll(requirement => requirement!.StartsWith(">=", StringComparison.Ordinal) ? VersionRange.Parse(requirement, Style)?.Raise(draft.Upgrade.To, RangeStrategy.Bump) : requirement);
            Write(text, call, before, after!);
            foreach (var path in locks)
                draft.In(path, copy => GemfileLockText.Replace(copy, draft.Upgrade.Name, after!, text.Path.EndsWith(".gemspec", StringComparison.Ordinal) && call.IsRuntime));
        }
    }

    /// <summary>What is written in one place more than before stands behind the last; a comment behind the call stays where it was.</summary>
    private static void Write(EditedText text, GemCall call, List<string> before, List<string> after)
    {
        var last = call.Requirements[^1];
        var behind = text.Text[last.End..text.LineEnd(last.End)];
        // The quotation is written anew as it was: its sign stands on both sides of the text.
        if (after.Count > before.Count)
            after = [.. after.Take(before.Count - 1), string.Join($"{text.Text[last.End]}, {text.Text[last.End]}", after.Skip(before.Count - 1))];
        foreach (var (place, requirement) in call.Requirements.Zip(after))
            text.Replace(place.Start, place.End, requirement);
        var hash = behind.IndexOf('#', StringComparison.Ordinal);
        var spaces = hash < 0 ? 0 : hash - behind[..hash].TrimEnd(' ').Length;
        if (spaces < 2 || behind.AsSpan(1, hash - 1).IndexOfAny('"', '\'') >= 0)
            return;
        var longer = after.Sum(requirement => requirement.Length) - before.Sum(requirement => requirement.Length);
        text.Replace(last.End + hash - spaces, last.End + hash, new string(' ', Math.Max(1, spaces - longer)));
    }

    private void Add(EditedText text, List<string> locks)
    {
        draft.Found = true;
        var quote = text.Text.Count('\'') > text.Text.Count('"') ? '\'' : '"';
        text.Append($"gem {quote}{draft.Upgrade.Name}{quote}, {quote}>= {draft.Upgrade.To}{quote}");
        draft.NoteOverride(text.Path, "the gem that was added raises what others ask for");
        foreach (var path in locks)
            draft.In(path, copy => GemfileLockText.Add(copy, draft.Upgrade.Name, $">= {draft.Upgrade.To}"));
    }

    private void NoteLock(string path)
    {
        if (Neighbour.TryParse(draft.Tree, path, GemfileLockReader.Parse) is { } file
            && file.Specs.Any(spec => spec.Name == draft.Upgrade.Name && GemVersion.IsVersion(spec.Version) && VersionOrder.Compare("gem", spec.Version, draft.Upgrade.To) < 0))
            draft.NoteLock(path, "bundle", "lock", "--update", draft.Upgrade.Name, "--conservative");
    }
}
