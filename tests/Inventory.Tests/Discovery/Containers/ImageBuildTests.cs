using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Containers;

public sealed class ImageBuildTests : IDisposable
{
    private static readonly Dictionary<string, string> _known = new(StringComparer.Ordinal) { ["REGISTRY"] = "ghcr.io/acme" };

    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData("docker build -t acme/api:1 .", "Dockerfile | . | acme/api:1")]
    [InlineData("docker buildx build --push --platform linux/amd64 --tag=acme/api:1 -t acme/api:latest -f docker/api.Dockerfile api", "docker/api.Dockerfile | api | acme/api:1 acme/api:latest")]
    [InlineData("set -e; cd services/api && sudo docker build \\\n  --build-arg A=b \\\n  -t \"$REGISTRY/api:1\" .", "services/api/Dockerfile | services/api | ghcr.io/acme/api:1")]
    [InlineData("podman build -t x:${{ github.sha }} .", "Dockerfile | . | x:${{ github.sha }}")]
    [InlineData("echo docker build . || docker push x", null)]
    [InlineData("docker build https://example.org/x.git", null)]
    [InlineData("cd $SOMEWHERE && docker build .", null)]
    [InlineData("docker build ../../outside", null)]
    public void A_build_in_a_script_tells_Dockerfile_context_and_names(string script, string? expected)
    {
        var found = BuildCommand.In(script, "", _known).Select(f => $"{f.Dockerfile} | {(f.Context.Length == 0 ? "." : f.Context)} | {string.Join(' ', f.Images)}");
        Assert.Equal(expected, found.SingleOrDefault());
    }

    [Fact]
    public void A_project_is_built_into_the_Dockerfile_that_publishes_it_and_that_into_the_image()
    {
        var scan = _checkout
            .With("src/Api/Api.csproj", "<Project />").With("src/Lib/Lib.csproj", "<Project />")
            .With("Dockerfile", "FROM scratch AS build\nCOPY . .\nRUN dotnet publish src/Api -c Release -o /app\nFROM scratch\nCOPY --from=build /app .\n")
            .With(".github/workflows/ci.yml", "on: push\nenv: { NAME: ghcr.io/acme/api }\njobs:\n  image:\n    runs-on: x\n    steps:\n      - run: docker build -t ${{ env.NAME }}:1.0 .\n").Scan();
        Assert.Equal(["Api > Dockerfile", "Dockerfile > ghcr.io/acme/api:1.0"], scan.Edges(Kinds.BuiltInto));
        Assert.Equal(["image > Dockerfile"], scan.Edges(Kinds.DependsOn));
    }

    [Fact]
    public void A_tag_that_the_build_makes_up_stands_for_whichever_is_used()
    {
        var scan = _checkout
            .With("api/go.mod", "module api\n").With("api/Dockerfile", "FROM scratch\nCOPY go.mod main.go ./\n").With("api/main.go", "package main\n")
            .With("deploy.yaml", "apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ image: 'ghcr.io/acme/api:v7' }, { image: 'ghcr.io/acme/apis:v7' }] }\n")
            .With(".github/workflows/ci.yml", "on: push\njobs:\n  image:\n    runs-on: x\n    steps:\n      - uses: docker/build-push-action@v6\n        with: { context: api, tags: 'ghcr.io/acme/api:${{ github.sha }}' }\n").Scan();
        Assert.Equal(["api > api/Dockerfile", "api/Dockerfile > ghcr.io/acme/api", "api/Dockerfile > ghcr.io/acme/api:v7"], scan.Edges(Kinds.BuiltInto));
    }

    [Fact]
    public void Compose_and_GitLab_tell_builds_too()
    {
        var scan = _checkout
            .With("web/package.json", """{ "name": "web" }""").With("web/Dockerfile", "FROM scratch\nCOPY . .\n").With("compose.yaml", "services:\n  web: { build: web, image: 'acme/web:dev' }\n")
            .With("job/setup.py", "setup(name='job')").With("job/Dockerfile", "FROM scratch\nCOPY job /app\n")
            .With(".gitlab-ci.yml", "variables: { NAME: registry.example.org/job }\nbuild:\n  script:\n    - docker build -t $NAME:2 -f job/Dockerfile .\n").Scan();
        Assert.Equal(["job > job/Dockerfile", "job/Dockerfile > registry.example.org/job:2", "web > web/Dockerfile", "web/Dockerfile > docker.io/acme/web:dev"], scan.Edges(Kinds.BuiltInto));
    }

    [Fact]
    public void Where_nothing_is_said_the_context_is_the_folder_that_has_what_is_copied()
    {
        var scan = _checkout
            .With("a/package.json", """{ "name": "a" }""").With("a/Dockerfile", "FROM scratch\nCOPY package.json ./\n")
            .With("b/package.json", """{ "name": "b" }""").With("docker/b.Dockerfile", "FROM scratch\nCOPY b/package.json b/\n")
            .With("c/Dockerfile", "FROM scratch\nCOPY nowhere.json ./\n").With("c/package.json", """{ "name": "c" }""").Scan();
        Assert.Equal(["a > a/Dockerfile", "b > docker/b.Dockerfile"], scan.Edges(Kinds.BuiltInto));
    }
}
