namespace Cortex.Security.Dockerfiles.Shell;

/// <param name="Text">Without quotes; variables as they are written.</param>
/// <param name="Offset">In the text that was read.</param>
/// <param name="Expands">Something in it is put in by the shell: a variable, a command, outside single quotes.</param>
/// <param name="Quoted">Some of it stands within quotes.</param>
internal sealed record ShellWord(string Text, int Offset, bool Expands, bool Quoted)
{
    public bool IsFlag => Text.Length > 1 && Text[0] == '-';
}
