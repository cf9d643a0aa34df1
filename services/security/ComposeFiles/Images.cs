namespace Cortex.Security.ComposeFiles;

/// <summary>Which version of an image a service takes.</summary>
internal static class Images
{
    public static void Look(ServiceLook look)
    {
        // With "build" the image's name is what the result is called.
        if (look.Service["build"] is not null || look.Service.Own["image"] is not { } written || look.Service.Text(written) is not { Length: > 0 } image)
            return;
        var name = Dockerfiles.Bases.ImageName.Parse(image);
        if (name.Digest is not null)
            return;
        if (name.Tag is null)
            look.Report("untagged-image", written.Line, $"The image {image} has no tag, so each start may take another; write the version that is meant, {image}:VERSION.");
        else if (name.Tag == "latest")
            look.Report("latest-image", written.Line, $"The image {image} is whatever was pushed last; write the version that is meant instead of 'latest'.");
    }
}
