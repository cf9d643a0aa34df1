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
            var after = before.ConvertAll(requirement => RangeEdit.Raise(draft, text.Path, line, requirement, Style));
            if (after.Contains(null) || after.SequenceEqual(before))
                continue;
            foreach (var (place, requirement) in call.Requirements.Zip(after))
                text.Replace(place.Start, place.End, requirement!);
            foreach (var path in locks)
                draft.In(path, copy => GemfileLockText.Replace(copy, draft.Upgrade.Name, after!, text.Path.EndsWith(".gemspec", StringComparison.Ordinal) && call.IsRuntime));
        }
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
