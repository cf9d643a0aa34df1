using System.Text;
using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Kubernetes;

public sealed class KubernetesRelationTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private const string Workload = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: api }
        spec:
          template:
            metadata: { labels: { app: api, tier: web } }
            spec:
              serviceAccountName: runner
              imagePullSecrets: [{ name: registry }]
              volumes:
                - { name: a, configMap: { name: files } }
                - { name: b, secret: { secretName: certs } }
                - { name: c, persistentVolumeClaim: { claimName: data } }
                - { name: d, projected: { sources: [{ configMap: { name: projected } }] } }
              containers:
                - image: acme/api:1
                  envFrom: [{ configMapRef: { name: settings } }, { secretRef: { name: sealed } }]
                  env: [{ name: X, valueFrom: { secretKeyRef: { name: external, key: x } } }]
        """;

    [Fact]
    public void A_workload_needs_what_its_pods_name_in_the_same_namespace()
    {
        (string Kind, string Name)[] needed =
        [
            ("ServiceAccount", "runner"), ("Secret", "registry"), ("ConfigMap", "files"), ("Secret", "certs"), ("PersistentVolumeClaim", "data"),
            ("ConfigMap", "projected"), ("ConfigMap", "settings"), ("ConfigMap", "unused"),
        ];
        var declared = string.Concat(needed.Select(r => $"---\napiVersion: v1\nkind: {r.Kind}\nmetadata: {{ name: {r.Name} }}\n"));
        var scan = _checkout.With("k8s/api.yaml", Workload).With("k8s/rest.yaml", declared)
            .With("k8s/secrets.yaml", "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: sealed }\n---\napiVersion: external-secrets.io/v1beta1\nkind: ExternalSecret\nmetadata: { name: other }\nspec: { target: { name: external } }\n")
            .With("k8s/elsewhere.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings, namespace: other }\n").Scan();
        Assert.Equal(["api > certs", "api > data", "api > files", "api > other", "api > projected", "api > registry", "api > runner", "api > sealed", "api > settings"], scan.Edges(Kinds.DependsOn));
        Assert.Equal(["api > docker.io/acme/api:1"], scan.Edges(Kinds.Deploys));
    }

    [Fact]
    public void A_Service_exposes_the_workloads_its_selector_fits_and_a_monitor_observes_both()
    {
        var scan = _checkout.With("api.yaml", Workload)
            .With("service.yaml", "apiVersion: v1\nkind: Service\nmetadata: { name: front, labels: { team: shop } }\nspec: { selector: { app: api } }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: none }\nspec: { selector: { app: api, tier: db } }\n")
            .With("monitor.yaml", "apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: watch }\nspec: { selector: { matchLabels: { team: shop } } }\n---\napiVersion: monitoring.coreos.com/v1\nkind: PodMonitor\nmetadata: { name: pods }\nspec: { selector: { matchLabels: { tier: web } }, namespaceSelector: { matchNames: [other] } }\n").Scan();
        Assert.Equal(["front > api"], scan.Edges(Kinds.Exposes));
        Assert.Equal(["api > watch", "front > watch"], scan.Edges(Kinds.ObservedBy));
    }

    [Fact]
    public void Ingresses_routes_autoscalers_bindings_and_stateful_sets_need_what_they_name()
    {
        var scan = _checkout.With("all.yaml", """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata: { name: in }
            spec: { tls: [{ secretName: cert }], rules: [{ http: { paths: [{ backend: { service: { name: front } } }] } }] }
            ---
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: { name: route }
            spec: { rules: [{ backendRefs: [{ name: front }] }] }
            ---
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata: { name: scale }
            spec: { scaleTargetRef: { kind: StatefulSet, name: db } }
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: bind }
            roleRef: { kind: Role, name: reader }
            subjects: [{ kind: ServiceAccount, name: runner }, { kind: User, name: front }]
            ---
            { apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: { name: reader } }
            ---
            { apiVersion: v1, kind: ServiceAccount, metadata: { name: runner } }
            ---
            { apiVersion: v1, kind: Secret, metadata: { name: cert } }
            ---
            { apiVersion: v1, kind: Service, metadata: { name: front } }
            ---
            { apiVersion: apps/v1, kind: StatefulSet, metadata: { name: db }, spec: { serviceName: front } }
            """).Scan();
        Assert.Equal(["bind > reader", "bind > runner", "db > front", "in > cert", "in > front", "route > front", "scale > db"], scan.Edges(Kinds.DependsOn));
    }

    [Fact]
    public void Of_several_that_fit_the_nearest_count()
    {
        const string Map = "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\n";
        var scan = _checkout.With("staging/api.yaml", Workload).With("staging/map.yaml", Map).With("production/api.yaml", Workload).With("production/map.yaml", Map).Scan();
        Assert.Equal(["production/api.yaml > production/map.yaml", "staging/api.yaml > staging/map.yaml"], Paths(scan));
    }

    [Fact]
    public void A_kustomization_patches_generates_and_replaces_images()
    {
        var scan = _checkout.With("base/kustomization.yaml", "namespace: shop\nresources: [api.yaml]\nconfigMapGenerator: [{ name: settings, literals: [a=b] }]\n").With("base/api.yaml", Workload)
            .With("prod/kustomization.yaml", "resources: [../base]\npatches: [{ path: replicas.yaml }, { patch: 'x: y' }]\nimages: [{ name: acme/api, newTag: \"2\" }, { name: untouched }]\n")
            .With("prod/replicas.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api, namespace: shop }\nspec: { replicas: 5 }\n").Scan();
        Assert.Contains("base/api.yaml > base/kustomization.yaml", Paths(scan));
        Assert.Contains("prod/replicas.yaml > base/api.yaml", Paths(scan));
        Assert.Contains("prod > docker.io/acme/api:2", scan.Edges(Kinds.Deploys));
        Assert.Equal("true", scan.Assets.Single(a => a.Path == "prod/replicas.yaml").Properties["patch"]);
        Assert.Contains("urn:cortex:kubernetes-resource:git.example.org/acme/shop:base/kustomization.yaml:ConfigMap/settings", scan.Urns(Kinds.KubernetesResource));
    }

    [Fact]
    public void Thousands_that_all_fit_each_other_cost_little_and_are_reported()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 3000; i++)
        {
            text.Append($"---\n{{ apiVersion: v1, kind: Service, metadata: {{ name: s{i} }}, spec: {{ selector: {{ a: b }} }} }}\n");
            text.Append($"---\n{{ apiVersion: v1, kind: Pod, metadata: {{ name: p{i}, labels: {{ a: b }} }} }}\n");
        }

        var scan = _checkout.With("a.yaml", text.ToString()).Scan();
        Assert.Equal(["selector-too-wide a.yaml"], scan.Troubles());
        Assert.Empty(scan.Edges(Kinds.Exposes));
    }

    /// <summary>"path > path" of the needs between resources.</summary>
    private static IReadOnlyList<string> Paths(TargetScan scan)
    {
        var resources = scan.Assets.Where(a => a.Kind == Kinds.KubernetesResource).ToDictionary(a => a.Urn, a => a.Path);
        return [.. scan.Relations.Where(r => r.Kind == Kinds.DependsOn && resources.ContainsKey(r.From) && resources.ContainsKey(r.To)).Select(r => $"{resources[r.From]} > {resources[r.To]}").Order(StringComparer.Ordinal)];
    }
}
