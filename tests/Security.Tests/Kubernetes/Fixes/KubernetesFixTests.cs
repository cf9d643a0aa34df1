using Cortex.Security.Kubernetes;
using Cortex.Security.Kubernetes.Fixes;
using Cortex.Security.Tests.Dockerfiles;

namespace Cortex.Security.Tests.Kubernetes.Fixes;

public sealed class KubernetesFixTests
{
    [Theory]
    [InlineData("apiVersion: batch/v1beta1\nkind: CronJob\n", "apiVersion: batch/v1\nkind: CronJob\n")]
    [InlineData("kind: CronJob\nmetadata:\n  name: a\napiVersion: \"batch/v1beta1\" # why\n", "kind: CronJob\nmetadata:\n  name: a\napiVersion: \"batch/v1\" # why\n")]
    [InlineData("apiVersion: v1\nkind: List\nitems:\n  - apiVersion: rbac.authorization.k8s.io/v1beta1\n    kind: Role\n    metadata:\n      name: a\n", "apiVersion: v1\nkind: List\nitems:\n  - apiVersion: rbac.authorization.k8s.io/v1\n    kind: Role\n    metadata:\n      name: a\n")]
    [InlineData("apiVersion: v1\nkind: Service\n---\napiVersion: storage.k8s.io/v1beta1\nkind: StorageClass\n", "apiVersion: v1\nkind: Service\n---\napiVersion: storage.k8s.io/v1\nkind: StorageClass\n")]
    public void Only_what_must_change_does(string before, string after)
    {
        foreach (var newLine in (string[])["\n", "\r\n"])
        {
            var (wrong, right) = (Whole(before, newLine), Whole(after, newLine));
            var found = Assert.Single(LookedAt.Found(new KubernetesDetector(), "a.yaml", wrong), d => d.Rule == "kubernetes/removed-api");
            Assert.Equal(right, KubernetesFixes.Fix(wrong, found.Rule, found.Line!.Value));
            Assert.DoesNotContain(LookedAt.Found(new KubernetesDetector(), "a.yaml", right), d => d.Rule == "kubernetes/removed-api");
        }
    }

    [Theory]
    [InlineData("apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\n")]
    [InlineData("apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\n")]
    [InlineData("apiVersion: extensions/v1beta1\nkind: Deployment\n")]
    [InlineData("{\"apiVersion\": \"batch/v1beta1\", \"kind\": \"CronJob\", \"metadata\": {\"name\": \"a\"}}\n")]
    public void Where_fields_or_defaults_differ_or_the_line_is_not_clear_there_is_no_safe_answer(string text)
    {
        var found = Assert.Single(LookedAt.Found(new KubernetesDetector(), "a.yaml", text.Contains("metadata", StringComparison.Ordinal) ? text : Whole(text, "\n")), d => d.Rule == "kubernetes/removed-api");
        Assert.Null(KubernetesFixes.Fix(text, found.Rule, found.Line!.Value));
    }

    private static string Whole(string text, string newLine) =>
        (text.Contains("name:", StringComparison.Ordinal) ? text : text.Replace("---", "metadata:\n  name: b\n---", StringComparison.Ordinal) + "metadata:\n  name: a\n").Replace("\n", newLine, StringComparison.Ordinal);
}
