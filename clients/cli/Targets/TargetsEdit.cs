using System.Text;
using Cortex.Cli.Commanding;

namespace Cortex.Cli.Targets;

/// <summary>A targets file on its way from one text to another: it is written whole, or not at all.</summary>
internal sealed class TargetsEdit
{
    private static readonly byte[] _mark = [0xEF, 0xBB, 0xBF];

    private readonly bool hasMark;
    private string text;

    private TargetsEdit(string path, string text, bool hasMark)
    {
        this.text = text;
        this.hasMark = hasMark;
        File = TargetsFile.Parse(path, text);
    }

    /// <summary>As it stands after the edits so far.</summary>
    public TargetsFile File { get; private set; }

    public static TargetsEdit Of(string path, string text) => new(path, text, hasMark: false);

    public static async Task<TargetsEdit> OpenAsync(string path, CancellationToken stop)
    {
        // Refuses what is no targets file of a bearable size.
        _ = TargetsFile.Read(path);
        var bytes = await System.IO.File.ReadAllBytesAsync(path, stop);
        var isMarked = bytes.AsSpan().StartsWith(_mark);
        try
        {
            return new TargetsEdit(path, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.AsSpan(isMarked ? _mark.Length : 0)), isMarked);
        }
        catch (DecoderFallbackException)
        {
            throw CommandFailure.Usage($"{path} is not UTF-8, and is not edited", "Save it as UTF-8.");
        }
    }

    public void Add(string group, string target) => Become(TargetsText.Add(File.Path, text, group, target));

    public void Remove(string group, string target) => Become(TargetsText.Remove(File.Path, text, group, target));

    public async Task SaveAsync(CancellationToken stop)
    {
        // A link stays one: what it leads to is written.
        var path = System.IO.File.Exists(File.Path) && System.IO.File.ResolveLinkTarget(File.Path, returnFinalTarget: true) is { } linked ? linked.FullName : File.Path;
        var fresh = path + ".new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await System.IO.File.WriteAllTextAsync(fresh, text, new UTF8Encoding(hasMark), stop);
            if (!OperatingSystem.IsWindows() && System.IO.File.Exists(path))
                System.IO.File.SetUnixFileMode(fresh, System.IO.File.GetUnixFileMode(path));
            System.IO.File.Move(fresh, path, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            throw CommandFailure.Usage($"{path} cannot be written: {e.Message}", "Check the folder's permissions, or name another file with --targets.");
        }
    }

    private void Become(string edited)
    {
        text = edited;
        File = TargetsFile.Parse(File.Path, edited);
    }
}
