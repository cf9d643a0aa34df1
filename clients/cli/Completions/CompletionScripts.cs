namespace Cortex.Cli.Completions;

/// <summary>Each asks <c>cortex "[suggest:POSITION]" "LINE"</c>, and falls back to file names.</summary>
internal static class CompletionScripts
{
    public const string Bash = """
        _cortex() {
          local word="${COMP_WORDS[COMP_CWORD]}" suggestions
          suggestions="$("${COMP_WORDS[0]}" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)"
          mapfile -t COMPREPLY < <(compgen -W "$suggestions" -- "$word")
        }
        complete -o default -F _cortex cortex
        """;

    public const string Zsh = """
        #compdef cortex
        _cortex() {
          local -a suggestions
          suggestions=("${(@f)$("${words[1]}" "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          compadd -a suggestions || _files
        }
        compdef _cortex cortex
        """;

    public const string Fish = """
        complete -c cortex -a '(cortex "[suggest:"(commandline -C)"]" (commandline -p | string collect) 2>/dev/null)'
        """;
}
