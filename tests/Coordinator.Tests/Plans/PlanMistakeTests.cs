using Cortex.Coordinator.Plans;
using Cortex.Coordinator.Tests.Golden;

namespace Cortex.Coordinator.Tests.Plans;

/// <summary>One file in Mistakes is one case; the remarks it earns are beside it.</summary>
public class PlanMistakeTests
{
    public static TheoryData<string> Cases { get; } =
        [.. Directory.GetFiles(Repository.File("tests/Coordinator.Tests/Plans/Mistakes"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_mistake_is_remarked_with_its_place(string name)
    {
        var folder = Repository.File("tests/Coordinator.Tests/Plans/Mistakes");
        var reading = PlanReader.Read(File.ReadAllText($"{folder}/{name}.yaml"), "plan.yaml");

        GoldenFile.Matches($"{folder}/{name}.txt", string.Concat(reading.Remarks.Select(r => $"{r}\n")));
        Assert.Equal(reading.Remarks.All(r => r.Severity != RemarkSeverity.Error), reading.Plan is not null);
    }
}
