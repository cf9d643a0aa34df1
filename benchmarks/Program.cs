using Cortex.Benchmarks;
using Cortex.Benchmarks.Advisories;
using Cortex.Benchmarks.Catalogue;
using Cortex.Benchmarks.Distributed;
using Cortex.Benchmarks.FirstWorker;
using Cortex.Benchmarks.Kubernetes;
using Cortex.Benchmarks.Runs;
using Cortex.Benchmarks.Sagas;
using Cortex.Benchmarks.Scale;
using Cortex.Benchmarks.Secrets;
using Cortex.Benchmarks.Scans;
using Cortex.Benchmarks.WorkerStart;
using Cortex.Workers.Work;

return args switch
{
    ["sagas", .. var rest] => await SagaThroughput.RunAsync(rest),
    ["first-worker", .. var rest] => await FirstWorkerStarted.RunAsync(rest),
    ["worker-start", .. var rest] => await WorkerProcessStart.RunAsync(rest),
    ["scale", .. var rest] => await RunsAtScale.RunAsync(rest),
    ["distributed", .. var rest] => await DistributedThroughput.RunAsync(rest),
    ["catalogue", .. var rest] => await CatalogueAtScale.RunAsync(rest),
    ["kubernetes", .. var rest] => ManifestScan.Run(rest),
    ["scans", .. var rest] => await SharedScan.RunAsync(rest),
    ["advisories", .. var rest] => await AdvisoryMatching.RunAsync(rest),
    ["secrets", .. var rest] => SecretsThroughput.Run(rest),
    ["case", .. var rest] => await RunCase.BeAsync(rest),
    ["work", ..] => await WorkerProcess.RunAsync(args, LoadMaster.Types),
    _ => Usage.Show(),
};
