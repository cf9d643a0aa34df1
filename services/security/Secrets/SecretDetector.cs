using Cortex.Documents.Files;
using Cortex.Secrets;
using Cortex.Secrets.Rules;
using Cortex.Secrets.Texts;
using Cortex.Security.Scanning;
using Cortex.Security.Scanning.Sources;
using Cortex.Security.Secrets.Texts;

namespace Cortex.Security.Secrets;

/// <summary>Looks for secrets in one file after the other.</summary>
internal sealed class SecretDetector(Detections found)
{
    private readonly SecretScan scan = new(SecretRules.Default);
    private readonly SecretFiles reader = new(found);

    public void Look(SourceFile file, ReadAt read)
    {
        foreach (var part in reader.Read(file, read))
            Look(part, file.Path);
    }

    private void Look(TextPart part, string path)
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
