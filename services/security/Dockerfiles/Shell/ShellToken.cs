namespace Cortex.Security.Dockerfiles.Shell;

internal enum TokenKind
{
    Word,
    Operator,

    /// <summary>With the file's name in <see cref="ShellToken.Word"/>.</summary>
    Redirection,
}

/// <param name="Substitutions">The scripts within $( ) and backticks, with their offsets.</param>
internal sealed record ShellToken(TokenKind Kind, string Operator, ShellWord Word, IReadOnlyList<(string Text, int Offset)> Substitutions);
