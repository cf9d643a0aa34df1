using Cortex.Documents.Files;
using Cortex.Security.Scanning;
using Cortex.Security.Secrets.Rules;
using Cortex.Security.Secrets.Texts;

namespace Cortex.Security.Secrets;

/// <summary>Looks for secrets in the text files of a checkout.</summary>
/// <param name="takes">Which files to look at, since one repository may be dealt out to several workers; null for all.</param>
internal sealed class SecretDetector(Func<SourceFile, bool>? takes = null) : IDetector
{
    public string Subject => "secrets";

    public void Look(SourceTree tree, Detections found, CancellationToken stop)
    {
        var scan = new SecretScan(SecretRules.Default);
        var reader = new SecretFiles(tree, found);
        foreach (var file in tree.Files)
        {
            stop.ThrowIfCancellationRequested();
            if (takes?.Invoke(file) == false)
                continue;
            foreach (var part in reader.Read(file))
                Look(scan, part, file.Path, found);
        }
    }

    private static void Look(SecretScan scan, TextPart part, string path, Detections found)
    {
        var secrets = scan.Of(part.Text, FileNature.Of(path));
        if (scan.GaveUp)
        {
            found.Partial();
            found.Unreadable(path, null, "secret-search-gave-up", "A pattern took too long on this file, so a secret may have been missed; look at the file or leave it out.");
        }

        if (secrets.Count == 0)
            return;
        var allowed = new AllowComments(part.Text, path, found);
        foreach (var detection in SecretDetections.Of(secrets, part, path))
        {
            if (allowed.Of(detection) is { } here)
                found.Allow(here);
            else
                found.Add(detection);
        }
    }
}
