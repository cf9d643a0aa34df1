using System.CommandLine;
using System.CommandLine.Parsing;

namespace Cortex.Cli.Commanding;

/// <summary>--json alone prints JSON and nothing else; --json FILE writes the file.</summary>
internal sealed class JsonOption : Option<string?>
{
    public JsonOption() : base("--json")
    {
        Description = "Print JSON and nothing else; with FILE, write it there.";
        HelpName = "FILE";
        Arity = ArgumentArity.ZeroOrOne;
        Validators.Add(RefuseFolder);
    }

    private static void RefuseFolder(OptionResult result)
    {
        if (result.Tokens is [var token] && (Directory.Exists(token.Value) || token.Value.EndsWith('/')))
            result.AddError($"--json writes a file, and '{token.Value}' is a folder; name a file, or put --json last");
    }
}
