using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Discovery.Containers;

internal static class ImageAssets
{
    /// <summary>Catalogues the image that <paramref name="user"/> needs; nothing for text that names none.</summary>
    public static void NeedImage(this ScanRecord record, string user, string? reference, string path, int line)
    {
        if (ImageReference.Parse(reference) is not { } image)
            return;
        record.RelateImage(user, Kinds.DependsOn, image, path, line);
    }

    /// <summary>Catalogues an image that a place names, and what <paramref name="user"/> has to do with it.</summary>
    public static string RelateImage(this ScanRecord record, string user, string relation, ImageReference image, string path, int line)
    {
        var urn = record.Share(
            Kinds.Image, AssetUrn.Image(image.Full), image.Full, path, line,
            [("registry", image.Registry), ("repository", image.Repository), ("tag", image.Tag), ("digest", image.Digest)]);
        record.Relate(user, relation, urn);
        return urn;
    }
}
