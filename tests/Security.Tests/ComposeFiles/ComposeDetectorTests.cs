using Cortex.Documents.Compose;
using Cortex.Security.ComposeFiles;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;
using Cortex.Security.Tests.Dockerfiles;
using Xunit.Abstractions;

namespace Cortex.Security.Tests.ComposeFiles;

public sealed class ComposeDetectorTests(ITestOutputHelper output)
{
    private static readonly ComposeDetector Detector = new();

    public static TheoryData<string> Rules() => [.. RulePages.All.Where(page => page.Id.StartsWith("compose/", StringComparison.Ordinal)).Select(page => page.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_bad_example_is_found_and_a_good_one_is_not(string rule)
    {
        var page = RulePages.Of(rule);
        Assert.NotEmpty(page.Bad);
        Assert.NotEmpty(page.Good);
        Assert.NotEmpty(page.Controls);
        Assert.All(page.Bad, example => Assert.Equal([rule], Found("compose.yaml", example.Text).Select(d => d.Rule).Distinct(StringComparer.Ordinal).Where(found => found == rule)));
        Assert.All(page.Good, example => Assert.Empty(Found("compose.yaml", example.Text)));
    }

    [Fact]
    public void Exactly_the_misconfigurations_of_the_ground_truth_are_found() =>
        FleetTruth.Compare(Detector, path => ComposeFile.IsComposeFile(Path.GetFileName(path)), output);

    [Fact]
    public void Anchors_merges_and_the_old_format_are_read()
    {
        const string Text = """
            x-open: &open
              privileged: true
              environment: &env
                API_TOKEN: u8Lq3ZkVn6RbT2
            services:
              one:
                <<: *open
                image: a/b:1
              two:
                image: a/c:1
                environment:
                  <<: *env
                  OTHER: x
            """;
        Assert.Equal(
            ["compose/privileged service one @2", "compose/secret-in-environment service one API_TOKEN @4", "compose/secret-in-environment service two API_TOKEN @4"],
            Found("docker-compose.yml", Text).Select(Said));
        Assert.Equal(["compose/privileged service web @3"], Found("docker-compose.yml", "web:\n  image: a/b:1\n  privileged: true\n").Select(Said));
    }

    [Fact]
    public void What_an_override_opens_is_found_where_it_is_written()
    {
        using var looked = new LookedAt();
        var found = looked.With("compose.yaml", "services:\n  db:\n    image: mongo:7.0\n").With("compose.override.yaml", "services:\n  db:\n    ports: ['27017:27017']\n").By(Detector);
        Assert.Equal(
            ["compose.override.yaml compose/no-authentication service db @3", "compose.override.yaml compose/published-on-all-interfaces service db port 27017 @3"],
            found.Found.Select(d => $"{d.Path} {Said(d)}"));
    }

    [Fact]
    public void What_a_service_extends_is_looked_at_where_it_is_written()
    {
        using var looked = new LookedAt();
        var found = looked.With("compose.yaml", "services:\n  db:\n    extends: {file: parts/base.yml, service: store}\n    ports: ['6379:6379']\n")
            .With("parts/base.yml", "services:\n  store:\n    image: redis:7.4\n    pid: host\n").By(Detector);
        Assert.Equal(
            ["compose.yaml compose/no-authentication service db @4", "compose.yaml compose/published-on-all-interfaces service db port 6379 @4", "parts/base.yml compose/host-pid service store @4"],
            found.Found.Select(d => $"{d.Path} {Said(d)}"));
    }

    [Fact]
    public void Variables_of_the_env_file_are_put_in_and_unknown_ones_are_not_guessed()
    {
        using var looked = new LookedAt();
        var found = looked.With(".env", "MODE=host\nTAG=latest\n")
            .With("compose.yaml", "services:\n  a:\n    image: x/y:${TAG}\n    network_mode: $MODE\n    pid: ${UNKNOWN}\n  b:\n    image: x/z:${OTHER:-1.2}\n    ports: ['${BIND}:5432:5432']\n").By(Detector);
        Assert.Equal(["compose/latest-image service a @3", "compose/host-network service a @4"], found.Found.Select(Said));
    }

    [Theory]
    [InlineData("5432", true)]
    [InlineData("5432:5432/tcp", true)]
    [InlineData("0.0.0.0:15432:5432", true)]
    [InlineData("[::]:5432:5432", true)]
    [InlineData("127.0.0.1:5432:5432", false)]
    [InlineData("[::1]:5432:5432", false)]
    [InlineData("10.0.0.5:5432:5432", false)]
    [InlineData("5432:8080", false)]
    public void Ports_are_judged_by_the_container_and_the_address(string port, bool isOpen) =>
        Assert.Equal(isOpen, Found("compose.yaml", $"services:\n  a:\n    image: x/y:1\n    ports: ['{port}']\n").Any());

    [Fact]
    public void The_value_of_a_secret_is_never_said() =>
        Assert.All(Found("compose.yaml", "services:\n  a:\n    environment:\n      URL: amqp://a:u8Lq3ZkVn6Rb@q/\n      MY_TOKEN: u8Lq3ZkVn6Rb\n"), d => Assert.DoesNotContain("u8Lq3", d.Title + d.Subject));

    [Theory]
    [InlineData("services:\n  a:\n    extends: b\n  b:\n    extends: a\n", "extends-cycle")]
    [InlineData("services:\n  a:\n    extends: {file: ../../x.yml, service: b}\n", "extends-not-found")]
    [InlineData("services:\n  a:\n    extends: {file: compose.yaml, service: a}\n", "extends-cycle")]
    [InlineData("services:\n  a: [\n", "unreadable-yaml")]
    [InlineData("services: &a\n  b: *c\n", "unreadable-yaml")]
    public void What_cannot_be_looked_at_is_reported(string text, string rule)
    {
        using var looked = new LookedAt();
        Assert.Contains(looked.With("compose.yaml", text).By(Detector).Problems, p => p.Rule == rule && p.Path == "compose.yaml" && p.Line > 0);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("services: 5")]
    [InlineData("services:\n  a: {ports: {a: b}, volumes: [[x], {}, null], environment: [[a], null, {b: c}], cap_add: x, security_opt: {}, devices: [{}], build: [], extends: [], command: {}, user: []}")]
    [InlineData("services:\n  a:\n    image: ':@/'\n    ports: ['::::', ':', '-', '99999999999999:1', '[']\n    volumes: [':', '${', '${A:-b', '/']\n")]
    public void Odd_values_are_let_pass(string text)
    {
        using var looked = new LookedAt();
        Assert.DoesNotContain(looked.With("compose.yaml", text).By(Detector).Found, d => d.Rule.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Aliases_that_grow_without_end_are_reported()
    {
        var text = "a0: &a0 {k: v}\n" + string.Concat(Enumerable.Range(1, 40).Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n"));
        using var looked = new LookedAt();
        Assert.Equal("unreadable-yaml", looked.With("compose.yaml", text).By(Detector).Problems.Single().Rule);
    }

    private static string Said(Detection d) => $"{d.Rule} {d.Subject} @{d.Line}";

    private static IReadOnlyList<Detection> Found(string path, string text) => LookedAt.Found(Detector, path, text);
}
