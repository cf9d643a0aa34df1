using Cortex.Documents.Dockerfiles;
using Cortex.Inventory.Discovery.Containers;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Containers;

public sealed class DockerfileTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public void Stages_and_the_images_they_start_from_are_found()
    {
        var scan = _checkout.With("api/Dockerfile", """
            # syntax=docker/dockerfile:1
            ARG NODE=18-alpine
            FROM --platform=$BUILDPLATFORM node:${NODE} AS build
            RUN npm ci \
                # a comment within
                && npm run build
            FROM build AS test
            FROM mcr.microsoft.com/dotnet/aspnet:10.0@sha256:abc AS final
            COPY --from=build /app /app
            COPY --from=ghcr.io/acme/certs:2 /certs /certs
            EXPOSE 8080 8443/tcp
            USER app
            """).Scan();

        var dockerfile = scan.One(Kinds.Dockerfile);
        Assert.Equal("urn:cortex:dockerfile:git.example.org/acme/shop:api/Dockerfile", dockerfile.Urn);
        Assert.Equal("build, test, final", dockerfile.Properties["stages"]);
        Assert.Equal("app", dockerfile.Properties["user"]);
        Assert.Equal("8080, 8443/tcp", dockerfile.Properties["ports"]);
        Assert.Equal(
            ["docker.io/library/node:18-alpine", "ghcr.io/acme/certs:2", "mcr.microsoft.com/dotnet/aspnet:10.0@sha256:abc"],
            scan.Names(Kinds.Image).Order(StringComparer.Ordinal));
        Assert.Equal(3, scan.Edges(Kinds.DependsOn).Count);
        Assert.Equal(3, Assert.Single(scan.Assets, a => a.Name == "docker.io/library/node:18-alpine").Line);
    }

    [Theory]
    [InlineData("ARG V=1\nFROM a:${V}", "a:1")]
    [InlineData("FROM a:${V:-2}", "a:2")]
    [InlineData("ARG V=x\nFROM a:1${V:+-slim}", "a:1-slim")]
    [InlineData("ARG R=ghcr.io\nARG I=$R/a\nFROM $I:3", "ghcr.io/a:3")]
    [InlineData("ARG A=1 B=\"2\"\nFROM a:$A.$B", "a:1.2")]
    [InlineData("# escape=`\nFROM `\n  a:1", "a:1")]
    [InlineData("from a:1 as x", "a:1")]
    public void Arguments_are_put_in(string text, string image) => Assert.Equal(image, Dockerfile.Parse(text).Stages[^1].Base);

    [Theory]
    [InlineData("ARG V\nFROM a:${V}")]
    [InlineData("FROM scratch")]
    public void An_image_that_is_not_known_is_not_guessed(string text) => Assert.Null(Assert.Single(Dockerfile.Parse(text).Stages).Base);

    [Fact]
    public void The_text_of_a_here_document_is_no_instruction() =>
        Assert.Single(Dockerfile.Parse("FROM a:1\nRUN <<EOF\nFROM b:2\nEOF\nUSER x").Stages);

    [Theory]
    [InlineData("Dockerfile", true)]
    [InlineData("Dockerfile.dev", true)]
    [InlineData("api.Dockerfile", true)]
    [InlineData("Containerfile", true)]
    [InlineData("Dockerfile.dockerignore", false)]
    [InlineData("Dockerfile.md", false)]
    [InlineData("DockerfileParser.cs", false)]
    public void Dockerfiles_are_known_by_their_name(string name, bool isDockerfile) => Assert.Equal(isDockerfile, DockerfileNames.IsDockerfile(name));

    [Fact]
    public void A_Dockerfile_without_a_stage_is_reported() =>
        Assert.Equal(["no-build-stage Dockerfile:1"], _checkout.With("Dockerfile", "RUN true\n").Scan().Troubles());

    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("acme/api:1.2", "docker.io/acme/api:1.2")]
    [InlineData("localhost:5000/api", "localhost:5000/api:latest")]
    [InlineData("ghcr.io/acme/api@sha256:0123", "ghcr.io/acme/api@sha256:0123")]
    [InlineData("{{ .Values.image }}", null)]
    [InlineData("$IMAGE", null)]
    [InlineData("Not An Image", null)]
    public void An_image_is_called_by_its_full_name(string text, string? full) => Assert.Equal(full, ImageReference.Parse(text)?.Full);
}
