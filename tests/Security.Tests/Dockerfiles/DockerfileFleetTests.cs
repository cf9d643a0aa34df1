using Cortex.Documents.Dockerfiles;
using Cortex.Security.Dockerfiles;
using Xunit.Abstractions;

namespace Cortex.Security.Tests.Dockerfiles;

public sealed class DockerfileFleetTests(ITestOutputHelper output)
{
    /// <summary>The day that the fleet was written for: node 20 was still maintained.</summary>
    private static readonly DateOnly Day = new(2026, 12, 1);

    [Fact]
    public void Exactly_the_misconfigurations_of_the_ground_truth_are_found() =>
        FleetTruth.Compare(new DockerfileDetector(Day), path => DockerfileNames.IsDockerfile(Path.GetFileName(path)), output);
}
