using Cortex.Documents.Dockerfiles;

namespace Cortex.Security.Dockerfiles.Stages;

/// <summary>RUN instructions that ask the builder for more than a sandbox.</summary>
internal static class BuildPrivileges
{
    public static void Look(DockerfileLook look)
    {
        foreach (var stage in look.Stages)
        {
            foreach (var run in stage.Instructions.Where(i => i.Keyword == "RUN"))
            {
                if (run.Flag("security") == "insecure")
                    look.Report("insecure-run", stage, run, "RUN --security=insecure runs without a sandbox, with all capabilities of the builder's host; leave the flag out.");
                if (run.Flag("network") == "host")
                    look.Report("host-network-run", stage, run, "RUN --network=host reaches whatever listens on the builder's host; leave the flag out.");
                if (run.Flags.Any(flag => flag.Name == "mount" && flag.Value.Contains("docker.sock", StringComparison.Ordinal)))
                    look.Report("docker-socket", stage, run, "The build mounts the Docker socket: whoever reaches it commands the host; build without it.");
            }
        }
    }
}
