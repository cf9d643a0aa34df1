using System.IO.Enumeration;
using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Bases;

/// <summary>How the bases of the stages are named.</summary>
internal static class BaseImages
{
    public static void Look(DockerfileLook look, DockerfileOptions options)
    {
        foreach (var stage in look.Text.Stages)
        {
            if (stage.Image is { } image)
                Look(look, stage, image, options);
            if (stage.From!.Flag("platform") is { } platform && !platform.Contains('$', StringComparison.Ordinal))
                look.Report("platform-in-from", stage, stage.From, $"FROM is bound to the platform '{platform}', so the image cannot be built for another; leave the flag out or write $BUILDPLATFORM or $TARGETPLATFORM.");
        }
    }

    private static void Look(DockerfileLook look, DockerfileStage stage, string image, DockerfileOptions options)
    {
        var name = ImageName.Parse(image);
        if (name.Digest is null && name.Tag is null && Untagged(look, stage))
            look.Report("untagged-base", stage, stage.From, $"The base {image} has no tag, so each build may take another; write the version that is meant, {image}:VERSION.");
        else if (name.Digest is null && name.Tag == "latest")
            look.Report("latest-base", stage, stage.From, $"The base {image} is whatever was pushed last; write the version that is meant instead of 'latest'.");
        if (options.TrustedRegistries.Count > 0 && !options.TrustedRegistries.Any(trusted => FileSystemName.MatchesSimpleExpression(trusted, name.Registry)))
            look.Report("untrusted-registry", stage, stage.From, $"The base {image} comes from {name.Registry}, which is none of the trusted registries; use an image from one of {string.Join(", ", options.TrustedRegistries)}.");
    }

    /// <summary>A tag may come from outside when the name is an argument.</summary>
    private static bool Untagged(DockerfileLook look, DockerfileStage stage) => !stage.Written.StartsWith('$') || !look.Text.Instructions.Any(i => i.Keyword == "ARG" && i.Line < stage.Line);
}
