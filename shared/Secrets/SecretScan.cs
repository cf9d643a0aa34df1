using System.Buffers;
using System.IO.Enumeration;
using System.Text.RegularExpressions;
using Cortex.Secrets.Assignments;
using Cortex.Secrets.Checks;
using Cortex.Secrets.Keywords;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Structures;
using Cortex.Secrets.Texts;

namespace Cortex.Secrets;

/// <summary>
/// Finds the secrets of one text. Keywords are looked for in one pass; only around them are patterns tried and assignments read, so the cost of
/// a text hardly depends on how many rules there are.
/// </summary>
public sealed class SecretScan(SecretRules rules)
{
    private const int GenericRank = 10;
    private const int MostSecrets = 10_000;
    private const int Blob = 80;

    private static readonly SearchValues<char> Base64Signs = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    private readonly List<Secret> _secrets = [];
    private readonly Dictionary<SecretRule, int> _seen = [];

    /// <summary>True when a pattern took too long somewhere, so that something may have been missed.</summary>
    public bool GaveUp { get; private set; }

    /// <summary>In their order, without overlaps.</summary>
    public IReadOnlyList<Secret> Of(string text, FileNature file)
    {
        _secrets.Clear();
        _seen.Clear();
        GaveUp = false;
        var generic = !file.IsLock && !Minified.Is(text, file);
        var (cursor, assigned) = (default(Cursor), 0);
        while (_secrets.Count < MostSecrets && rules.Automaton.Next(text, ref cursor, out var keywords))
        {
            foreach (var keyword in keywords)
            {
                foreach (var id in rules.Of(keyword))
                {
                    if (id is not null)
                        Try(rules.Find(id)!, text, cursor.At - rules.Keywords[keyword].Length, file);
                    else if (generic && cursor.At > assigned)
                        assigned = Assigned(text, cursor.At, file);
                }
            }
        }

        RailsMasterKey.Amend(text, file, _secrets);
        KubernetesSecretData.Amend(text, file, _secrets);
        return Overlaps.Resolve(_secrets);
    }

    /// <summary>Looks at the name around a keyword; returns where the name ends, since one look at it is enough.</summary>
    private int Assigned(string text, int keyword, FileNature file)
    {
        if (AssignmentReader.At(text, keyword, file.Notation) is not { } assignment)
            return keyword;
        var name = text.AsSpan()[assignment.Name];
        var value = text.AsSpan()[assignment.Value];
        if (!Examples.IsDocumented(value) && !SaidToBeNone.After(text, assignment.Value.End.Value) && KeyNames.Classify(name) is var key && ValueJudgement.Of(key, name, value, assignment.Quoted, file) is { } rule)
            _secrets.Add(new(rule, assignment.Value.Start.Value, value.Length, name.ToString(), key == KeyClass.Key ? GenericRank - 1 : GenericRank, Verdict.Holds));
        return assignment.Name.End.Value;
    }

    private void Try(SecretRule rule, string text, int keyword, FileNature file)
    {
        if (rule.Files.Count > 0 && !rule.Files.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, file.Name)))
            return;
        // What an earlier keyword of the rule already covered is not looked at again.
        var seen = _seen.GetValueOrDefault(rule);
        try
        {
            if (rule.Before > 0)
                Around(rule, text, Math.Max(seen, keyword - rule.Before), Math.Min(text.Length, keyword + rule.After), file);
            else if (keyword - rule.Offset >= seen && rule.Regex.Match(text, keyword - rule.Offset) is { Success: true } match)
                Take(rule, match, text, file);
        }
        catch (RegexMatchTimeoutException)
        {
            GaveUp = true;
        }
    }

    private void Around(SecretRule rule, string text, int from, int to, FileNature file)
    {
        if (from >= to)
            return;
        for (var match = rule.Regex.Match(text, from, to - from); match.Success; match = match.NextMatch())
            Take(rule, match, text, file);
    }

    private void Take(SecretRule rule, Match match, string text, FileNature file)
    {
        var group = match.Groups["secret"];
        _seen[rule] = match.Index + match.Length;
        if (!group.Success || (rule.Bounds == "token" && !IsBounded(text, group)))
            return;
        var value = group.ValueSpan;
        if (Examples.IsDocumented(value) || (rule.Judge != "none" && Placeholders.Is(value)))
            return;
        if (!RuleJudgement.Agrees(rule.Judge, value, match.Groups["name"].ValueSpan, file))
            return;
        var verdict = rule.Check(group.Value);
        if (verdict != Verdict.Refuted)
            _secrets.Add(new(rule.Id, group.Index, group.Length, NameBefore(text, group.Index, match.Index), rule.Rank, verdict));
    }

    /// <summary>A token ends where letters and digits end; "\n" before it is a line break of the text it is quoted in.</summary>
    private static bool IsBounded(string text, Group group)
    {
        var (before, after) = (group.Index - 1, group.Index + group.Length);
        if (after < text.Length && (char.IsAsciiLetterOrDigit(text[after]) || text[after] is '_'))
            return false;
        if (before < 0 || !char.IsAsciiLetterOrDigit(text[before]))
            return !IsInBlob(text, before, after);
        return (before > 0 && text[before - 1] == '\\' && text[before] is 'n' or 'r' or 't') || (before > 1 && text[before - 2] == '%' && char.IsAsciiHexDigit(text[before]) && char.IsAsciiHexDigit(text[before - 1]));
    }

    /// <summary>Images and bundles in base64 hold everything by chance.</summary>
    private static bool IsInBlob(string text, int before, int after) =>
        text.AsSpan(Math.Max(0, before - Blob), Math.Min(before + 1, Blob)) is { Length: Blob } start && !start.ContainsAnyExcept(Base64Signs) || (after + Blob < text.Length && !text.AsSpan(after, Blob).ContainsAnyExcept(Base64Signs));

    /// <summary>The name that the value is given to, when it stands on the same line.</summary>
    private static string? NameBefore(string text, int value, int match)
    {
        var line = text.AsSpan(0, Math.Max(value, 0));
        line = line[(line.LastIndexOf('\n') + 1)..];
        if (line.Length > 200)
            line = line[^200..];
        var end = line.Length;
        while (end > 0 && !AssignmentReader.IsName(line[end - 1]))
            end--;
        var start = end;
        while (start > 0 && AssignmentReader.IsName(line[start - 1]))
            start--;
        // What directly touches the value may be a part of it.
        return end - start is > 1 and <= 64 && end < line.Length && value - match <= 200 && !Randomness.IsRandom(line[start..end]) ? line[start..end].ToString() : null;
    }
}
