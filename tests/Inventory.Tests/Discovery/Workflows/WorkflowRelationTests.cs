using Cortex.Inventory.Discovery;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Workflows;

public sealed class WorkflowRelationTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Workflows_are_triggered_by_those_that_run_before_and_those_that_call_them()
    {
        var scan = _checkout
            .With(".github/workflows/ci.yml", "name: CI\non: push\njobs:\n  a: { runs-on: x, steps: [] }\n  b: { needs: [a], uses: ./.github/workflows/shared.yml }\n")
            .With(".github/workflows/deploy.yml", "name: Deploy\non: { workflow_run: { workflows: [CI, Gone] }, schedule: [{ cron: '0 1 * * *' }] }\njobs: { d: { runs-on: x, steps: [] } }\n")
            .With(".github/workflows/shared.yml", "name: Shared\non: workflow_call\njobs: { s: { runs-on: x, steps: [] } }\n").Scan();
        Assert.Equal(["Deploy > CI", "Shared > CI"], scan.Edges(Kinds.TriggeredBy));
        Assert.Equal(["b > Shared", "b > a"], scan.Edges(Kinds.DependsOn));
        Assert.Equal("true", scan.Assets.Single(a => a.Name == "Shared").Properties["reusable"]);
        Assert.Equal("0 1 * * *", scan.Assets.Single(a => a.Name == "Deploy").Properties["schedule"]);
    }

    [Fact]
    public void An_action_of_the_repository_is_an_asset_with_needs_of_its_own()
    {
        var scan = _checkout
            .With(".github/actions/setup/action.yml", "name: Set up\nruns:\n  using: composite\n  steps:\n    - uses: actions/setup-node@v4\n    - uses: ./.github/actions/box\n")
            .With(".github/actions/box/action.yaml", "name: Box\nruns: { using: docker, image: Dockerfile }\n").With(".github/actions/box/Dockerfile", "FROM scratch\n")
            .With("lib/action.yml", "just: some\nother: file\n")
            .With(".github/workflows/ci.yml", "on: push\njobs: { a: { runs-on: x, steps: [{ uses: ./.github/actions/setup }] } }\n").Scan();
        Assert.Contains("urn:cortex:action:git.example.org/acme/shop:.github/actions/setup/action.yml", scan.Urns(Kinds.Action));
        Assert.Equal(["Box > box/Dockerfile", "Set up > Box", "Set up > actions/setup-node@v4", "a > Set up"], scan.Edges(Kinds.DependsOn));
    }

    [Fact]
    public void A_GitLab_pipeline_needs_what_it_includes_and_triggers_its_children()
    {
        var scan = _checkout.With(".gitlab-ci.yml", "include:\n  - local: /ci/*.yml\n  - project: acme/ci\n    file: x.yml\nchild:\n  trigger: { include: child/pipeline.yml }\n")
            .With("ci/a.yml", "a: { script: [make] }\n").With("ci/deep/b.yml", "b: { script: [make] }\n").With("child/pipeline.yml", "c: { script: [make], needs: [{ job: d }] }\nd: { script: [make] }\n").Scan();
        Assert.Equal([".gitlab-ci.yml", "a.yml", "pipeline.yml"], scan.Names(Kinds.Workflow).Order(StringComparer.Ordinal));
        Assert.Equal([".gitlab-ci.yml > a.yml", "c > d"], scan.Edges(Kinds.DependsOn));
        Assert.Equal(["pipeline.yml > .gitlab-ci.yml"], scan.Edges(Kinds.TriggeredBy));
        Assert.Equal("/ci/*.yml, acme/ci", scan.Assets.Single(a => a.Name == ".gitlab-ci.yml").Properties["includes"]);
    }

    [Fact]
    public void Pipelines_of_other_systems_are_workflows_by_their_files()
    {
        var scan = _checkout
            .With("azure-pipelines.yml", "trigger: [main]\npr: none\nstages:\n  - stage: Build\n    jobs: [{ job: compile, steps: [{ script: make }] }, { template: x.yml }]\n")
            .With(".circleci/config.yml", "version: 2.1\njobs:\n  test: { docker: [{ image: 'cimg/node:20.1' }], steps: [checkout] }\n")
            .With("service/Jenkinsfile", "pipeline { agent any }\n").With(".travis.yml", "language: go\n").With("docs/Jenkinsfile.md", "# not one\n").Scan();
        Assert.Equal(["azure-pipelines", "circleci", "jenkins", "travis-ci"], Workflows(scan).Order(StringComparer.Ordinal));
        Assert.Equal(["compile", "test"], scan.Names(Kinds.Job).Order(StringComparer.Ordinal));
        Assert.Equal(["test > docker.io/cimg/node:20.1"], scan.Edges(Kinds.DependsOn));
    }

    [Fact]
    public void Pipelines_in_circles_and_broken_ones_are_no_crash()
    {
        var scan = _checkout.With(".gitlab-ci.yml", "include: a.yml\n").With("a.yml", "include: .gitlab-ci.yml\n").With(".circleci/config.yml", "jobs: [\n").With("azure-pipelines.yml", "x: " + new string('[', 50_000))
            .With(".github/workflows/a.yml", "name: A\non: { workflow_run: { workflows: [A] } }\njobs: { a: { needs: a, uses: ./.github/workflows/a.yml } }\n").Scan();
        Assert.Equal(["unreadable-yaml .circleci/config.yml:1", "unreadable-yaml azure-pipelines.yml:1"], scan.Troubles());
    }

    private static IEnumerable<string> Workflows(TargetScan scan) => scan.Assets.Where(a => a.Kind == Kinds.Workflow).Select(a => a.Properties["system"]);
}
