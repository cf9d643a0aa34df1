using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Reading;

namespace Cortex.Packages.Editing.Maven;

/// <summary>Raises the version of one entry of a pom, where it stands or in the properties that it is made of.</summary>
internal sealed class PomVersionEdit(Draft draft, PomLineage lineage)
{
    private const int MaxNesting = 8;

    public void Raise(PomText pom, XmlSpan entry)
    {
        var element = entry.Child("version")!;
        if (pom.Value(element) is not { } written)
        {
            draft.Refuse(pom.Text.Path, pom.Text.LineOf(element.Start), "The version is not written as plain text; change it by hand.");
            return;
        }
        draft.Found = true;
        if (!written.Contains("${", StringComparison.Ordinal))
            Replace(pom, element, written);
        else if (MavenRange.Later(lineage.Resolve(written), draft.Upgrade.To) && !RaiseProperties(pom, entry, written, draft.Upgrade.To, MaxNesting))
            ReplaceHere(pom, element, written);
    }

    private void ReplaceHere(PomText pom, XmlSpan element, string written)
    {
        if (written.Contains("${project.", StringComparison.Ordinal) || written.Contains("${revision}", StringComparison.Ordinal))
            draft.Refuse(pom.Text.Path, pom.Text.LineOf(element.Start), $"{Display.Quote(written)} is the project's own version, which is not changed; change it by hand.");
        else
            pom.Replace(element, draft.Upgrade.To);
    }

    private void Replace(PomText pom, XmlSpan element, string written)
    {
        if (MavenRange.Raise(written, draft.Upgrade.To) is not { } after)
        {
            draft.Refuse(pom.Text.Path, pom.Text.LineOf(element.Start), $"{Display.Quote(written)} cannot be raised to {draft.Upgrade.To} in its own style; change it by hand.");
            return;
        }
        if (after != written && MavenRange.IsRange(written))
            draft.NoteWidened(pom.Text.Path, written, after);
        pom.Replace(element, after);
    }

    /// <summary>
    /// Changes the properties of a version so that it is the new one; false where that is not possible, or where packages of other
    /// families would go along.
    /// </summary>
    private bool RaiseProperties(PomText pom, XmlSpan entry, string written, string to, int nesting)
    {
        if (nesting == 0 || Split(written, to) is not { } values)
            return false;
        var found = new List<(PomText Pom, XmlSpan Property, string Value, string Wanted)>();
        foreach (var (name, wanted) in values)
        {
            var defined = Definitions(pom, entry, name);
            if (defined.Count == 0 || new PomPropertyUses(draft, lineage).HasStrangers(defined[^1].Pom, name))
                return false;
            found.AddRange(defined.Select(d => (d.Pom, d.Property, d.Pom.Value(d.Property) ?? "", wanted)));
        }
        foreach (var (at, property, value, wanted) in found)
        {
            if (value.Contains("${", StringComparison.Ordinal) ? !RaiseProperties(at, entry, value, wanted, nesting - 1) : MavenRange.Raise(value, wanted) is null)
                return false;
            if (!value.Contains("${", StringComparison.Ordinal))
                at.Replace(property, values.Count > 1 ? wanted : MavenRange.Raise(value, wanted)!);
        }
        return true;
    }

    /// <summary>Where a property has its value: in the entry's profile, else in the nearest project and its profiles.</summary>
    private List<(PomText Pom, XmlSpan Property)> Definitions(PomText pom, XmlSpan entry, string name)
    {
        for (var at = entry; at is not null; at = at.Parent)
        {
            if (at.Name == "profile" && at.At("properties", name) is { } own)
                return [(pom, own)];
        }
        foreach (var above in lineage.Poms)
        {
            var general = above.Project.At("properties", name);
            var profiles = above.Project.All("profiles", "profile")
                .Where(profile => general is null || above.Value(profile.Child("activation"), "activeByDefault") == "true")
                .Select(profile => profile.At("properties", name)).OfType<XmlSpan>();
            if (profiles.Prepend(general).OfType<XmlSpan>().Select(property => (above, property)).ToList() is { Count: > 0 } found)
                return found;
        }
        return [];
    }

    /// <summary>The values of the properties in "1.${minor}.${patch}" that make up a version; null where none do.</summary>
    private static List<(string Name, string Value)>? Split(string written, string to)
    {
        var values = new List<(string, string)>();
        while (true)
        {
            var start = written.IndexOf("${", StringComparison.Ordinal);
            var end = start < 0 ? -1 : written.IndexOf('}', start);
            if (end < 0)
                return written == to ? values : null;
            if (!to.StartsWith(written[..start], StringComparison.Ordinal))
                return null;
            var (rest, name) = (written[(end + 1)..], written[(start + 2)..end]);
            to = to[start..];
            var next = rest.IndexOf("${", StringComparison.Ordinal);
            var between = next < 0 ? rest : rest[..next];
            var length = next < 0 ? (to.EndsWith(between, StringComparison.Ordinal) ? to.Length - between.Length : -1) : to.IndexOf(between, StringComparison.Ordinal);
            if (length <= 0)
                return null;
            values.Add((name, to[..length]));
            (written, to) = (rest, to[length..]);
        }
    }
}
