namespace Cortex.Security.Dockerfiles.Bases;

/// <summary>Bases whose maintainers have stopped to mend them.</summary>
internal static class EndOfLifeBases
{
    public static void Look(DockerfileLook look, DateOnly today)
    {
        foreach (var stage in look.Text.Stages)
        {
            if (stage.Image is not { } image || EndOfLife.Of(ImageName.Parse(image)) is not { } end || end.Date >= today)
                continue;
            look.Report("end-of-life-base", stage, stage.From, $"The base {image} is {end.What}, which gets no security fixes since {end.Date:yyyy-MM-dd}; move to a release that is maintained.");
        }
    }
}
