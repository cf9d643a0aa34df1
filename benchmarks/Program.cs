using Cortex.Benchmarks.Sagas;

return args switch
{
    ["sagas", .. var rest] => await SagaThroughput.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: benchmarks sagas [ROUNDS [MESSAGES]]");
    return 2;
}
