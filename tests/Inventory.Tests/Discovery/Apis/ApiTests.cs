using Cortex.Inventory.Discovery.Apis;
using Cortex.Inventory.Discovery.Identity;

namespace Cortex.Inventory.Tests.Discovery.Apis;

public sealed class ApiTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Theory]
    [InlineData("openapi.yaml", "openapi: 3.1.0\ninfo: { title: Orders, version: 2.1.0 }\npaths:\n  /a: { get: {}, post: {}, parameters: [] }\n  /b: { delete: {} }\n", "openapi", "3.1.0", "3")]
    [InlineData("swagger.json", """{ "swagger": "2.0", "info": { "title": "Orders", "version": "2.1.0" }, "paths": { "/a": { "get": {} } } }""", "openapi", "2.0", "1")]
    [InlineData("events.yml", "asyncapi: 2.6.0\ninfo: { title: Orders, version: 2.1.0 }\nchannels:\n  a: { publish: {}, subscribe: {} }\n", "asyncapi", "2.6.0", "2")]
    [InlineData("events3.yml", "asyncapi: 3.0.0\ninfo: { title: Orders, version: 2.1.0 }\nchannels: { a: {} }\noperations: { send: {} }\n", "asyncapi", "3.0.0", "1")]
    public void Documents_of_APIs_have_a_title_a_version_and_operations(string path, string text, string type, string specification, string operations)
    {
        var api = _checkout.With("docs/" + path, text).Scan().One(Kinds.Api);
        Assert.Equal("urn:cortex:api:git.example.org/acme/shop:docs/" + path, api.Urn);
        Assert.Equal(("Orders", "2.1.0"), (api.Name, api.Properties["version"]));
        Assert.Equal((type, specification, operations), (api.Properties["type"], api.Properties["specification"], api.Properties["operations"]));
    }

    [Fact]
    public void Each_service_of_a_proto_file_is_an_API()
    {
        var scan = _checkout.With("proto/shop.proto", """
            syntax = "proto3"; // service Wrong { rpc A (B) returns (C); }
            package acme.shop.v1;
            message Order { string service = 1; }
            service Orders {
              rpc Get (GetOrder) returns (Order) { option (google.api.http) = { get: "/v1/rpc" }; }
              rpc Watch (stream GetOrder) returns (stream Order);
            }
            /* service Gone {} */
            service Empty {}
            """).Scan();
        Assert.Equal(["acme.shop.v1.Empty", "acme.shop.v1.Orders"], scan.Names(Kinds.Api));
        var orders = scan.Assets.Single(a => a.Name == "acme.shop.v1.Orders");
        Assert.Equal(("2", 4), (orders.Properties["operations"], orders.Line));
        Assert.Equal("urn:cortex:api:git.example.org/acme/shop:proto/shop.proto:acme.shop.v1.Orders", orders.Urn);
    }

    [Theory]
    [InlineData("type Query { a: Int b(x: Int = 1, y: [String!]): [Item!]! @deprecated(reason: \"old\") }\ntype Item { id: ID }", 2)]
    [InlineData("\"\"\"type Query { z: Int }\"\"\"\nextend type Mutation { # c: Int\n add(id: ID!): Item }", 1)]
    [InlineData("schema { query: Root }\ntype Root { a: Int }", 1)]
    [InlineData("query Orders { orders { id } }\nfragment F on Item { id }", null)]
    [InlineData("type Item { id: ID }", null)]
    public void A_GraphQL_schema_is_known_by_its_root_types(string text, int? operations) => Assert.Equal(operations, GraphQlSchema.Operations(text));

    [Fact]
    public void The_nearest_project_exposes_an_API_unless_several_are_equally_near()
    {
        var scan = _checkout
            .With("src/Api/Api.csproj", "<Project />").With("src/Api/openapi.yaml", "openapi: 3.0.0\ninfo: { title: A, version: 1 }\npaths: {}\n")
            .With("two/go.mod", "module two\n").With("two/package.json", """{ "name": "two" }""").With("two/api/schema.graphql", "type Query { a: Int }")
            .With("tests/T/T.csproj", "<Project><PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup></Project>").With("tests/T/x.proto", "service X { rpc A (B) returns (C); }").Scan();
        Assert.Equal(["Api > A"], scan.Edges(Kinds.Exposes));
        Assert.Equal(3, scan.Urns(Kinds.Api).Count);
    }

    [Fact]
    public void A_project_file_says_which_side_of_an_API_it_is()
    {
        var scan = _checkout.With("proto/a.proto", "service A { rpc X (B) returns (C); }")
            .With("src/Server/Server.csproj", """<Project><ItemGroup><Protobuf Include="..\..\proto\a.proto" GrpcServices="Server" /></ItemGroup></Project>""")
            .With("src/Client/Client.csproj", """<Project><ItemGroup><Protobuf Include="../../proto/a.proto" GrpcServices="Client" /></ItemGroup></Project>""").Scan();
        Assert.Equal(["Server > A"], scan.Edges(Kinds.Exposes));
        Assert.Equal(["Client > A"], scan.Edges(Kinds.DependsOn));
    }

    [Theory]
    [InlineData("config.yaml", "openapi: docs/openapi.json\ninfo: none\n")]
    [InlineData("notes.json", """{ "openapi-generator": "x", "text": "swagger: 2.0" }""")]
    [InlineData("broken.proto", "service {{{{ rpc } \"")]
    [InlineData("broken.graphql", "}}}} type (((( {")]
    public void What_only_looks_like_one_is_none_and_no_error(string path, string text)
    {
        var scan = _checkout.With(path, text).Scan();
        Assert.Empty(scan.Urns(Kinds.Api));
        Assert.Empty(scan.Troubles());
    }

    [Fact]
    public void A_description_too_long_to_be_read_is_reported()
    {
        var scan = _checkout.With("openapi.json", "{ \"openapi\": \"3.0.0\", \"x\": \"" + new string('x', 5_000_000) + "\" }").With("data.json", "{ \"x\": \"" + new string('x', 5_000_000) + "\" }").Scan();
        Assert.Equal(["file-too-large openapi.json"], scan.Troubles());
    }

    [Fact]
    public void Broken_and_bottomless_descriptions_are_reported_with_their_place()
    {
        var scan = _checkout.With("openapi.yaml", "openapi: 3.0.0\ninfo: [\n").With("swagger.json", "{ \"swagger\": \"2.0\",\n\"x\": " + new string('[', 50_000)).Scan();
        Assert.Equal(["unreadable-json swagger.json:2", "unreadable-yaml openapi.yaml:2"], scan.Troubles());
    }
}
