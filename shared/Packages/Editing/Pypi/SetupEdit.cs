using Cortex.Packages.Editing.Texts;
using Cortex.Packages.Pypi.Projects;

namespace Cortex.Packages.Editing.Pypi;

/// <summary>Edits the requirements that stand as plain texts in a setup.py or in the lists of a setup.cfg.</summary>
internal static class SetupEdit
{
    public static void ApplyToPython(Draft draft) => draft.In(draft.Upgrade.Path, text =>
    {
        foreach (var literal in PythonTexts.Of(text.Text, draft.Tree.Cancellation).Found)
        {
            if (literal.Text.IndexOfAny(['%', '{', '}', '\\']) < 0)
                RequirementEdit.Raise(draft, text, literal.Start, literal.Start + literal.Text.Length);
        }
    });

    // "install_requires =" and "extra =" have their requirements on the lines below, which are indented.
    public static void ApplyToConfig(Draft draft) => draft.In(draft.Upgrade.Path, text =>
    {
        var (section, wanted) = ("", false);
        for (var start = 0; start < text.Text.Length;)
        {
            var end = text.LineEnd(start);
            var line = text.Text[start..end];
            var from = start + line.Length - line.TrimStart().Length;
            if (line.StartsWith('['))
            {
                (section, wanted) = (line.Trim().Trim('[', ']'), false);
            }
            else if (line.Length > 0 && !char.IsWhiteSpace(line[0]) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
            {
                var key = line[..sign].Trim();
                wanted = section == "options.extras_require" || (section == "options" && key is "install_requires" or "tests_require" or "setup_requires");
                from = start + sign + 1;
                while (from < end && text.Text[from] is ' ' or '\t')
                    from++;
            }
            if (wanted && from < end)
                RequirementEdit.Raise(draft, text, from, end);
            start = text.Text.IndexOf('\n', end) is >= 0 and var next ? next + 1 : text.Text.Length;
        }
    });
}
