using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Stages;

/// <summary>Instructions that are wrong by themselves.</summary>
internal static class StageInstructions
{
    private const int SshPort = 22;
    private const int LastPort = 65535;

    public static void Look(DockerfileLook look)
    {
        foreach (var stage in look.Stages)
        {
            foreach (var instruction in stage.Instructions)
                Look(look, stage, instruction);
        }
    }

    private static void Look(DockerfileLook look, DockerfileStage stage, DockerfileInstruction instruction)
    {
        if (instruction.IsOnBuild && instruction.Keyword is "ONBUILD" or "FROM" or "MAINTAINER")
            look.Report("onbuild-forbidden", stage, instruction, $"ONBUILD {instruction.Keyword} is refused by the builder; take it out.");
        switch (instruction.Keyword)
        {
            case "MAINTAINER":
                look.Report("maintainer-deprecated", stage, instruction, "MAINTAINER is deprecated; write LABEL org.opencontainers.image.authors=\"...\" instead.");
                break;
            case "WORKDIR" when instruction.Words is [var folder, ..] && !IsAbsolute(folder):
                look.Report("relative-workdir", stage, instruction, $"WORKDIR {folder} depends on the WORKDIR before it; write the absolute path.", folder);
                break;
            case "EXPOSE":
                foreach (var port in instruction.Words.SelectMany(Ports))
                    Port(look, stage, instruction, port);
                break;
            case "VOLUME" when instruction.Words.Any(word => word.Contains("docker.sock", StringComparison.Ordinal)):
                look.Report("docker-socket", stage, instruction, "The image declares the Docker socket as a volume: whoever reaches it commands the host; take the VOLUME out.");
                break;
        }
    }

    internal static bool IsAbsolute(string path) =>
        path is ['/' or '$' or '\\', ..] || path is [_, ':', '\\' or '/', ..] || (path is [var drive, ':'] && char.IsAsciiLetter(drive));

    private static void Port(DockerfileLook look, DockerfileStage stage, DockerfileInstruction instruction, int port)
    {
        if (port > LastPort)
            look.Report("impossible-port", stage, instruction, $"EXPOSE {port} names a port that cannot be; the last one is {LastPort}.", $"port {port}");
        else if (port == SshPort)
            look.Report("exposes-ssh", stage, instruction, "The image offers SSH on port 22; enter containers with exec instead and take the port out of EXPOSE.");
    }

    private static IEnumerable<int> Ports(string word) =>
        word.Split('/')[0].Split('-').Select(part => int.TryParse(part, out var port) && port >= 0 ? port : (int?)null).OfType<int>();
}
