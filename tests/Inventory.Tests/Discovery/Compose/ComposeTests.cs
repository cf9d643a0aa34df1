using Cortex.Documents.Compose;
using Cortex.Inventory.Discovery.Compose;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Compose;

public sealed class ComposeTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void A_service_deploys_its_image_is_built_from_its_Dockerfile_and_waits_for_others()
    {
        var scan = _checkout
            .With("deploy/compose.yaml", """
                services:
                  api:
                    build: { context: ../api, dockerfile: docker/Dockerfile.dev, target: final }
                    image: "acme/api:${TAG:-dev}"
                    depends_on: { db: { condition: service_healthy }, ghost: {} }
                    ports: ["8080:80", { target: 9090 }]
                  worker:
                    build: ../worker
                    depends_on: [db]
                  db:
                    image: postgres:${POSTGRES}
                """)
            .With("deploy/.env", "# versions\nPOSTGRES=16.1\n")
            .With("api/docker/Dockerfile.dev", "FROM scratch\n").With("worker/Dockerfile", "FROM scratch\n").Scan();
        Assert.Equal(
        [
            "urn:cortex:compose-service:git.example.org/acme/shop:deploy/compose.yaml:api",
            "urn:cortex:compose-service:git.example.org/acme/shop:deploy/compose.yaml:db",
            "urn:cortex:compose-service:git.example.org/acme/shop:deploy/compose.yaml:worker",
        ], scan.Urns(Kinds.ComposeService));
        Assert.Equal(["api > docker.io/acme/api:dev", "db > docker.io/library/postgres:16.1"], scan.Edges(Kinds.Deploys));
        Assert.Equal(["api > db", "api > docker/Dockerfile.dev", "worker > db", "worker > worker/Dockerfile"], scan.Edges(Kinds.DependsOn));
        Assert.Equal("8080:80, 9090", scan.Assets.Single(a => a.Name == "api").Properties["ports"]);
        Assert.Equal("final", scan.Assets.Single(a => a.Name == "api").Properties["target"]);
    }

    [Fact]
    public void What_another_file_says_of_a_service_adds_to_the_main_one()
    {
        var scan = _checkout
            .With("docker-compose.yml", "services:\n  web: { image: nginx }\n")
            .With("docker-compose.prod.yml", "services:\n  web: { restart: always, depends_on: [cache] }\n  cache: { image: \"redis:7\" }\n").Scan();
        var needs = scan.Relations.Where(r => r.Kind == Kinds.DependsOn).Select(r => $"{r.From.Split(':', 5)[4]} > {r.To.Split(':', 5)[4]}");
        Assert.Equal(["docker-compose.prod.yml:web > docker-compose.prod.yml:cache", "docker-compose.prod.yml:web > docker-compose.yml:web"], needs);
    }

    [Fact]
    public void An_image_with_a_variable_that_nothing_sets_is_not_guessed()
    {
        var scan = _checkout.With("compose.yml", "services:\n  web: { image: \"acme/web:${TAG}\" }\n").Scan();
        Assert.Empty(scan.Urns(Kinds.Image));
        Assert.Equal("acme/web:${TAG}", scan.One(Kinds.ComposeService).Properties["image"]);
    }

    [Theory]
    [InlineData("compose.yaml", true)]
    [InlineData("compose.override.yml", true)]
    [InlineData("docker-compose.yml", true)]
    [InlineData("docker-compose-dev.yaml", true)]
    [InlineData("compose.json", false)]
    [InlineData("composer.yaml", false)]
    [InlineData("my-compose.yaml", false)]
    public void Compose_files_are_known_by_their_name(string name, bool isCompose) => Assert.Equal(isCompose, ComposeFile.IsComposeFile(name));

    [Fact]
    public void A_broken_file_is_reported_and_services_in_a_circle_are_no_trouble()
    {
        var scan = _checkout.With("a/compose.yaml", "services:\n  web: [\n")
            .With("b/compose.yaml", "services:\n  a: { depends_on: [b], extends: a }\n  b: { depends_on: [a] }\n  c: just text\n")
            .With("c/compose.yaml", "x: " + new string('[', 50_000)).Scan();
        Assert.Equal(["unreadable-yaml a/compose.yaml:2", "unreadable-yaml c/compose.yaml:1"], scan.Troubles());
        Assert.Equal(["a > b", "b > a"], scan.Edges(Kinds.DependsOn));
    }
}
