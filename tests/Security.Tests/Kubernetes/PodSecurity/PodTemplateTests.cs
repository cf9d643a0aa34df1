namespace Cortex.Security.Tests.Kubernetes.PodSecurity;

public sealed class PodTemplateTests
{
    private const string Template = "{ metadata: { labels: { app: web } }, spec: { containers: [ { name: web, image: 'web:1', securityContext: { privileged: true } } ] } }";

    [Theory]
    [InlineData("v1", "ReplicationController", "spec: { template: TEMPLATE }")]
    [InlineData("apps/v1", "ReplicaSet", "spec: { template: TEMPLATE }")]
    [InlineData("apps/v1", "Deployment", "spec: { template: TEMPLATE }")]
    [InlineData("extensions/v1beta1", "Deployment", "spec: { template: TEMPLATE }")]
    [InlineData("apps/v1", "StatefulSet", "spec: { template: TEMPLATE }")]
    [InlineData("apps/v1", "DaemonSet", "spec: { template: TEMPLATE }")]
    [InlineData("batch/v1", "Job", "spec: { template: TEMPLATE }")]
    [InlineData("batch/v1", "CronJob", "spec: { jobTemplate: { spec: { template: TEMPLATE } } }")]
    [InlineData("v1", "PodTemplate", "template: TEMPLATE")]
    [InlineData("argoproj.io/v1alpha1", "Rollout", "spec: { template: TEMPLATE }")]
    [InlineData("serving.knative.dev/v1", "Service", "spec: { template: TEMPLATE }")]
    [InlineData("keda.sh/v1alpha1", "ScaledJob", "spec: { jobTargetRef: { template: TEMPLATE } }")]
    public void Pods_are_looked_at_in_whatever_makes_them(string apiVersion, string kind, string rest)
    {
        var found = Checkout.Scan($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{ name: web }}\n{rest.Replace("TEMPLATE", Template, StringComparison.Ordinal)}\n");
        Assert.Equal($"{kind}/web container web", Assert.Single(found.Of("pod-security/baseline/privileged")).Subject);
    }

    [Theory]
    [InlineData("v1", "ConfigMap", "data: { spec: 'containers' }")]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition", "spec: { template: { spec: { containers: { type: array } } } }")]
    public void What_only_looks_like_one_is_not(string apiVersion, string kind, string rest) =>
        Assert.Empty(Checkout.Scan($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{ name: web }}\n{rest}\n").Found);
}
