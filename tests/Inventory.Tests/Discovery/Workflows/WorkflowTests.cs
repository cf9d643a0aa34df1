using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Workflows;

public sealed class WorkflowTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void A_GitHub_workflow_has_triggers_jobs_and_actions()
    {
        var scan = _checkout.With(".github/workflows/ci.yml", """
            name: CI
            on: { push: { branches: [main] }, pull_request: {} }
            jobs:
              build:
                runs-on: ubuntu-latest
                container: node:20
                services: { db: { image: "postgres:16" } }
                steps:
                  - uses: actions/checkout@v4
                  - uses: ./.github/actions/local
                  - run: npm test
              release:
                needs: build
                uses: acme/workflows/.github/workflows/release.yml@main
            """).With(".github/workflows/nested/not.yml", "jobs: {}").Scan();

        var workflow = scan.One(Kinds.Workflow);
        Assert.Equal("CI", workflow.Name);
        Assert.Equal("push, pull_request", workflow.Properties["triggers"]);
        Assert.Equal("build, release", workflow.Properties["jobs"]);
        Assert.Equal(
            ["acme/workflows/.github/workflows/release.yml@main", "actions/checkout@v4"], scan.Names(Kinds.Action).Order(StringComparer.Ordinal));
        Assert.Equal(["docker.io/library/node:20", "docker.io/library/postgres:16"], scan.Names(Kinds.Image).Order(StringComparer.Ordinal));
        Assert.Contains("CI > build", scan.Edges(Kinds.Contains));
        Assert.Equal("urn:cortex:job:git.example.org/acme/shop:.github/workflows/ci.yml:build", scan.Urns(Kinds.Job)[0]);
    }

    [Theory]
    [InlineData("on: push", "push")]
    [InlineData("on: [push, workflow_dispatch]", "push, workflow_dispatch")]
    [InlineData("on:\n  schedule:\n    - cron: '0 1 * * *'", "schedule")]
    public void Triggers_come_in_three_shapes(string on, string triggers) =>
        Assert.Equal(triggers, _checkout.With(".github/workflows/a.yaml", on + "\njobs: { a: { runs-on: x, steps: [] } }").Scan().One(Kinds.Workflow).Properties["triggers"]);

    [Fact]
    public void Broken_workflows_are_reported()
    {
        var scan = _checkout.With(".github/workflows/a.yml", "on: push\njobs:\n  a: [").With(".github/workflows/b.yml", "on: push\n").Scan();
        Assert.Equal(["unreadable-workflow .github/workflows/b.yml:1", "unreadable-yaml .github/workflows/a.yml:3"], scan.Troubles());
    }

    [Fact]
    public void A_GitLab_pipeline_has_stages_jobs_and_includes()
    {
        var scan = _checkout.With(".gitlab-ci.yml", """
            stages: [build, deploy]
            default: { image: "alpine:3.20" }
            include:
              - local: /ci/deploy.yml
              - template: Security/SAST.gitlab-ci.yml
            .hidden: { stage: build, image: "node:20" }
            build: { extends: .hidden, script: !reference [.hidden, script] }
            """).With("ci/deploy.yml", "deploy:\n  stage: deploy\n  needs: [build]\n  script: [make]\n").Scan();
        Assert.Equal([".gitlab-ci.yml", "deploy.yml"], scan.Names(Kinds.Workflow));
        Assert.Equal(["build", "deploy"], scan.Names(Kinds.Job).Order());
        Assert.Contains("build > docker.io/library/node:20", scan.Edges(Kinds.DependsOn));
    }
}
