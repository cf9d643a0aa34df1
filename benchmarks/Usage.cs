namespace Cortex.Benchmarks;

internal static class Usage
{
    public static int Show()
    {
        Console.Error.WriteLine("""
            usage: benchmarks sagas [ROUNDS [MESSAGES]]
                   benchmarks first-worker [ROUNDS]
                   benchmarks worker-start [ROUNDS]
                   benchmarks scale [ROUNDS]
                   benchmarks distributed [RUNS [WORKERS [ROUNDS]]]
                   benchmarks scans [ROUNDS [MEGABYTES]]
                   benchmarks kubernetes [FILES [ROUNDS]]
                   benchmarks catalogue [REPOSITORIES [EDGES [QUESTIONS]]]
                   benchmarks secrets [MEGABYTES [ROUNDS]]
                   benchmarks advisories [ADVISORIES [PACKAGES]]
            """);
        return 2;
    }
}
