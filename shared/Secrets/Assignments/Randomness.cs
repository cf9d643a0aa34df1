using System.Buffers;
using Cortex.Secrets.Checks;

namespace Cortex.Secrets.Assignments;

/// <summary>Whether a value was drawn by a machine, put together from words, or is a path, a date or another thing with a meaning.</summary>
public static class Randomness
{
    /// <summary>What a query, a path or an expression has and a key of usual length has not.</summary>
    private static readonly SearchValues<char> CodeSigns = SearchValues.Create("\"'`()[]<>|\\");

    /// <summary>Long and mixed enough that nobody typed it.</summary>
    public static bool IsRandom(ReadOnlySpan<char> value)
    {
        if (value.Length is >= 40 and <= 200 && Classes(value) == 4 && value.Count(' ') <= 3 && value.IndexOf('\t') < 0 && Entropy.Of(value) >= 4.8 && !value.Contains("//", StringComparison.Ordinal))
            return true;
        if (value.Length < 16 || HasSpace(value) || IsWordy(value) || (value.Length < 40 && value.ContainsAny(CodeSigns)))
            return false;
        var entropy = Entropy.Of(value);
        if (IsHex(value))
            return entropy >= 2.9 && value.ContainsAnyInRange('0', '9');
        return entropy >= (value.Length >= 24 ? 3.7 : 3.2) && Classes(value) >= 2 && (value.ContainsAnyInRange('0', '9') || TurnsOften(value));
    }

    /// <summary>Enough kinds of characters for a password that a person took care of.</summary>
    public static bool IsMixed(ReadOnlySpan<char> value) => value.Length >= 6 && !HasSpace(value) && Classes(value) >= 2 && Entropy.Of(value) >= 2.2;

    public static bool IsHex(ReadOnlySpan<char> value)
    {
        foreach (var c in value)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        return true;
    }

    /// <summary>Lower case, upper case, digits, signs.</summary>
    public static int Classes(ReadOnlySpan<char> value)
    {
        var (lower, upper, digit, sign) = (0, 0, 0, 0);
        foreach (var c in value)
        {
            if (char.IsAsciiLetterLower(c))
                lower = 1;
            else if (char.IsAsciiLetterUpper(c))
                upper = 1;
            else if (char.IsAsciiDigit(c))
                digit = 1;
            else if (c is not (' ' or '_' or '-' or '.'))
                sign = 1;
        }

        return lower + upper + digit + sign;
    }

    public static bool HasSpace(ReadOnlySpan<char> value) => value.IndexOfAny(' ', '\t') >= 0;

    /// <summary>"checkout-service.api_token", "refreshTokenUrl": each part can be said aloud, with a small number behind it at most.</summary>
    public static bool IsWordy(ReadOnlySpan<char> value)
    {
        var (start, words, letters) = (0, 0, 0);
        for (var i = 0; i <= value.Length; i++)
        {
            var cut = i == value.Length || value[i] is '-' or '_' or '.' or '/' or ':' or ' ' or ',' or '@' or '\\' || (i > start && char.IsAsciiLetterUpper(value[i]) && char.IsAsciiLetterLower(value[i - 1]));
            if (!cut)
                continue;
            var word = value[start..i].Trim("-_./: ,@\\");
            start = i;
            if (word.Length == 0)
                continue;
            var name = word.TrimEnd("0123456789");
            if (word.Length - name.Length > 4 || (name.Length > 0 && !IsSayable(name)) || (name.Length is 1 && word.Length > 3))
                return false;
            words++;
            letters += name.Length;
        }

        return words > 0 && letters >= words * 2;
    }

    /// <summary>The most letters and digits in a row that are not cut by '-', '_', '.', ':' or ','.</summary>
    public static int LongestRun(ReadOnlySpan<char> value)
    {
        var (longest, run) = (0, 0);
        foreach (var c in value)
        {
            run = c is '-' or '_' or '.' or ':' or ',' ? 0 : run + 1;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static bool IsSayable(ReadOnlySpan<char> word)
    {
        var (vowels, consonants, run) = (0, 0, 0);
        for (var i = 0; i < word.Length; i++)
        {
            var c = char.ToLowerInvariant(word[i]);
            if (!char.IsAsciiLetter(c) || (i > 0 && char.IsAsciiLetterUpper(word[i]) != char.IsAsciiLetterUpper(word[^1]) && char.IsAsciiLetterUpper(word[i])))
                return false;
            if (c is 'a' or 'e' or 'i' or 'o' or 'u' or 'y')
                (vowels, run) = (vowels + 1, 0);
            else
                (consonants, run) = (consonants + 1, run + 1);
            if (run > 4)
                return false;
        }

        return word.Length <= 4 || (vowels * 5 >= word.Length && vowels <= word.Length * 3 / 4 && word.Length <= 20);
    }

    /// <summary>Letters only, and case changes as it does in base64 and in no name.</summary>
    private static bool TurnsOften(ReadOnlySpan<char> value)
    {
        var turns = 0;
        for (var i = 1; i < value.Length; i++)
        {
            if (char.IsAsciiLetterUpper(value[i]) != char.IsAsciiLetterUpper(value[i - 1]))
                turns++;
        }

        return turns * 3 >= value.Length;
    }
}
