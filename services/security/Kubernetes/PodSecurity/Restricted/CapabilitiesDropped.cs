using Cortex.Security.Kubernetes.Manifests;
using Cortex.Security.Kubernetes.Pods;

namespace Cortex.Security.Kubernetes.PodSecurity.Restricted;

/// <summary>Every capability is dropped and only one may come back. What may not be added at any level is reported one level below.</summary>
internal static class CapabilitiesDropped
{
    public const string Rule = "pod-security/restricted/capabilities";

    public static void Check(Pod pod, Report report)
    {
        if (pod.IsWindows)
            return;
        foreach (var container in pod.Containers)
        {
            var capabilities = container.Security.Field("capabilities");
            var drops = capabilities.Each("drop").Any(c => c.Words() == "ALL");
            var added = capabilities.Each("add").Where(c => c.Words() != "NET_BIND_SERVICE" && Baseline.Capabilities.IsAllowed(c.Words())).ToList();
            if (!drops)
                report.Add(Rule, container.Nearest("securityContext", "capabilities", "drop"), container.Part, "keeps capabilities that it may not need: set securityContext.capabilities.drop to [ALL]");
            else if (added.Count > 0)
                report.Add(Rule, added[0], container.Part, $"adds {Shown.Of([.. added.Select(c => c.Words())])}: only NET_BIND_SERVICE may be in capabilities.add");
        }
    }
}
