using Cortex.Security.Scanning;

namespace Cortex.Security.Tests.Kubernetes;

public sealed class InputTests
{
    private const string Privileged = "pod-security/baseline/privileged";

    private const string Pod = """
        apiVersion: v1
        kind: Pod
        metadata:
          name: NAME
        spec:
          containers:
            - name: app
              image: app:1
              securityContext:
                privileged: true

        """;

    [Fact]
    public void Each_document_of_a_file_is_looked_at_and_lines_are_those_of_the_file()
    {
        var found = Checkout.Scan(Named("one") + "---\n" + Named("two")).Of(Privileged).ToList();
        Assert.Equal([("Pod/one container app", 10), ("Pod/two container app", 21)], found.Select(d => (d.Subject, d.Line!.Value)));
    }

    [Fact]
    public void Lists_are_looked_into()
    {
        Assert.Equal(["Pod/one container app", "Pod/two container app"], Subjects(Checkout.Scan($"apiVersion: v1\nkind: List\nitems:\n{Item("one")}{Item("two")}")));
        Assert.Equal(["Pod/one container app"], Subjects(Checkout.Scan($"apiVersion: v1\nkind: PodList\nitems:\n{Item("one")}")));
    }

    [Fact]
    public void Json_is_read_like_yaml()
    {
        var found = Checkout.Scan(("pod.json", """
            {
              "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "web" },
              "spec": { "containers": [ { "name": "app", "image": "app:1",
                "securityContext": { "privileged": true } } ] }
            }
            """));
        var detection = Assert.Single(found.Of(Privileged));
        Assert.Equal(("Pod/web container app", 4), (detection.Subject, detection.Line));
    }

    [Fact]
    public void Aliases_and_merge_keys_count_as_what_they_stand_for()
    {
        var found = Checkout.Scan("""
            apiVersion: v1
            kind: Pod
            metadata: { name: web }
            spec:
              containers:
                - &app
                  name: app
                  image: app:1
                  securityContext: { privileged: true }
                - <<: *app
                  name: other
            """);
        Assert.Equal(["Pod/web container app", "Pod/web container other"], Subjects(found));
    }

    [Fact]
    public void Two_of_one_name_are_told_apart_by_their_namespaces()
    {
        var found = Checkout.Scan(Named("web\n  namespace: one") + "---\n" + Named("web\n  namespace: two"));
        Assert.Equal(["Pod/one/web container app", "Pod/two/web container app"], Subjects(found));
    }

    [Fact]
    public void Yaml_of_something_else_is_passed_over()
    {
        var found = Checkout.Scan(
            (".github/workflows/ci.yaml", "on: push\njobs: {}\n"),
            ("broken.yaml", "a: [\n"),
            ("catalog-info.yaml", "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: web }\nspec: {}\n"),
            ("kubeconfig.yaml", "apiVersion: v1\nkind: Config\nclusters: []\n"),
            ("package.json", """{ "name": "web" }"""));
        Assert.Empty(found.Found);
        Assert.Empty(found.Problems);
    }

    [Fact]
    public void A_broken_document_is_a_problem_with_its_line_and_hides_no_other()
    {
        var found = Checkout.Scan(Named("one") + "---\napiVersion: v1\nkind: Service\nmetadata:\n  name: [\n---\n" + Named("two"));
        var problem = Assert.Single(found.Problems);
        Assert.Equal(("broken-manifest", "deploy.yaml"), (problem.Rule, problem.Path));
        Assert.InRange(problem.Line!.Value, 12, 17);
        Assert.Equal([("Pod/one container app", 10), ("Pod/two container app", 26)], found.Of(Privileged).Select(d => (d.Subject, d.Line!.Value)));
    }

    [Fact]
    public void Broken_json_of_a_resource_is_a_problem() =>
        Assert.Equal("broken-manifest", Assert.Single(Checkout.Scan(("pod.json", "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Pod\",\n  oops\n}")).Problems).Rule);

    [Fact]
    public void A_chart_is_said_once_to_be_unrendered_and_its_plain_files_are_looked_at()
    {
        var found = Checkout.Scan(
            ("chart/Chart.yaml", "apiVersion: v2\nname: web\n"),
            ("chart/templates/a.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n"),
            ("chart/templates/b.yaml", "{{ if .Values.b }}\napiVersion: v1\nkind: Pod\n{{ end }}\n"),
            ("chart/templates/plain.yaml", Named("plain")),
            ("chart/crds/pod.yaml", Named("crd")));
        var problem = Assert.Single(found.Problems);
        Assert.Equal(("helm-templates-not-rendered", "chart/Chart.yaml", Contracts.Findings.Severity.Info), (problem.Rule, problem.Path, problem.Severity));
        Assert.Equal(["Pod/crd container app", "Pod/plain container app"], Subjects(found));
    }

    [Fact]
    public void A_template_outside_of_a_chart_is_said_to_be_one()
    {
        var found = Checkout.Scan("apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ name }}\n  labels: {{ labels }}\n");
        Assert.Equal("template-not-rendered", Assert.Single(found.Problems).Rule);
    }

    [Fact]
    public void Titles_say_what_to_do_and_name_the_control()
    {
        var title = Assert.Single(Checkout.Scan(Named("web")).Of(Privileged)).Title;
        Assert.Equal("Pod/web, container app, is privileged: remove privileged or set it to false (Pod Security Standards, baseline: Privileged Containers).", title);
    }

    [Fact]
    public void A_secret_is_never_repeated()
    {
        var found = Checkout.Scan("""
            apiVersion: v1
            kind: Pod
            metadata: { name: web }
            spec:
              containers:
                - name: app
                  image: app:1
                  env:
                    - { name: DB_PASSWORD, value: correct-horse-battery }
            """);
        var detection = Assert.Single(found.Of("kubernetes/secret-in-env"));
        Assert.Equal(("Pod/web container app variable DB_PASSWORD", 9), (detection.Subject, detection.Line));
        Assert.DoesNotContain(found.Found, d => (d.Title + d.Subject).Contains("horse", StringComparison.Ordinal));
    }

    private static string Named(string name) => Pod.Replace("NAME", name, StringComparison.Ordinal);

    private static string Item(string name) => "  - " + Named(name).TrimEnd('\n').Replace("\n", "\n    ", StringComparison.Ordinal) + "\n";

    private static IEnumerable<string> Subjects(Detections found) => found.Of(Privileged).Select(d => d.Subject).Order(StringComparer.Ordinal);
}
