using Cortex.Documents.Hcl;
using Cortex.Inventory.Discovery.Identity;
using Cortex.Inventory.Discovery.Terraform;

namespace Cortex.Inventory.Tests.Discovery.Terraform;

public sealed class TerraformTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    private const string Main = """
        terraform {
          required_version = ">= 1.6"
          backend "s3" {}
          required_providers {
            aws = { source = "hashicorp/aws", version = "~> 5.0" }
            random = {
              source = "hashicorp/random"
            }
          }
        }
        variable "name" { default = "shop" }
        # resource "commented" "out" {}
        resource "aws_s3_bucket" "logs" {
          bucket = "${var.name}-logs" // a "comment"
          tags   = { for k, v in var.tags : k => upper(v) }
        }
        resource "aws_s3_bucket_policy" "logs" {
          provider = aws.west
          bucket   = aws_s3_bucket.logs.id
          policy   = <<-EOT
            { "Resource": "${module.roles.arn}/*" }
          EOT
        }
        module "roles" {
          source   = "./modules/roles"
          for_each = toset(["a", "b"])
          bucket   = join("-", [aws_s3_bucket.logs["x"].arn, "${upper("${var.name}")}"])
        }
        module "vpc" {
          source  = "terraform-aws-modules/vpc/aws"
          version = "5.1.0"
        }
        data "aws_region" "here" {}
        output "bucket" { value = aws_s3_bucket.logs.id }
        """;

    [Fact]
    public void A_folder_is_a_module_with_its_resources_and_module_calls()
    {
        var scan = _checkout.With("infra/main.tf", Main).With("infra/modules/roles/roles.tf", "resource \"aws_iam_role\" \"this\" {}\n").Scan();
        Assert.Equal(
        [
            "urn:cortex:terraform-module:git.example.org/acme/shop:infra",
            "urn:cortex:terraform-module:git.example.org/acme/shop:infra/modules/roles",
        ], scan.Urns(Kinds.TerraformModule));
        Assert.Equal(
        [
            "urn:cortex:terraform-resource:git.example.org/acme/shop:infra/modules/roles:aws_iam_role.this",
            "urn:cortex:terraform-resource:git.example.org/acme/shop:infra:aws_s3_bucket.logs",
            "urn:cortex:terraform-resource:git.example.org/acme/shop:infra:aws_s3_bucket_policy.logs",
            "urn:cortex:terraform-resource:git.example.org/acme/shop:infra:module.roles",
            "urn:cortex:terraform-resource:git.example.org/acme/shop:infra:module.vpc",
        ], scan.Urns(Kinds.TerraformResource));
        var module = scan.Assets.Single(a => a.Name == "infra");
        Assert.Equal(("hashicorp/aws ~> 5.0, hashicorp/random", ">= 1.6", "s3"), (module.Properties["providers"], module.Properties["requiredVersion"], module.Properties["backend"]));
        Assert.Equal(("1", "1", "infra/main.tf"), (module.Properties["variables"], module.Properties["outputs"], module.Path));
        Assert.Equal("aws.west", scan.Assets.Single(a => a.Name == "aws_s3_bucket_policy.logs").Properties["provider"]);
        Assert.Equal("5.1.0", scan.Assets.Single(a => a.Name == "module.vpc").Properties["version"]);
        Assert.Equal(13, scan.Assets.Single(a => a.Name == "aws_s3_bucket.logs").Line);
    }

    [Fact]
    public void Resources_need_what_their_expressions_name_and_calls_need_their_module()
    {
        var scan = _checkout.With("infra/main.tf", Main).With("infra/modules/roles/roles.tf", "resource \"aws_iam_role\" \"this\" {}\n").Scan();
        Assert.Equal(
        [
            "aws_s3_bucket_policy.logs > aws_s3_bucket.logs", "aws_s3_bucket_policy.logs > module.roles", "infra > roles",
            "module.roles > aws_s3_bucket.logs", "module.roles > roles",
        ], scan.Edges(Kinds.DependsOn));
    }

    [Fact]
    public void A_resource_that_moves_to_another_file_of_its_folder_is_the_same()
    {
        var before = _checkout.With("main.tf", "resource \"a_b\" \"c\" {}\n").Scan().Assets.Select(a => a.Urn).ToList();
        var after = _checkout.Without("main.tf").With("storage.tf", "resource \"a_b\" \"c\" {}\n").Scan().Assets.Select(a => a.Urn).ToList();
        Assert.Equal(before, after);
        Assert.Contains("urn:cortex:terraform-module:git.example.org/acme/shop:.", after);
    }

    [Fact]
    public void What_overrides_a_resource_is_no_other_one_and_twins_are()
    {
        var scan = _checkout.With("a/main.tf", "resource \"a_b\" \"c\" {}\nresource \"a_b\" \"c\" {}\n").With("a/main_override.tf", "resource \"a_b\" \"c\" { x = 1 }\n").Scan();
        Assert.Equal(["a_b.c", "a_b.c"], scan.Names(Kinds.TerraformResource));
    }

    [Fact]
    public void The_JSON_syntax_says_the_same()
    {
        var scan = _checkout.With("main.tf.json", """
            { "terraform": { "required_providers": { "aws": { "source": "hashicorp/aws" } } },
              "resource": { "aws_s3_bucket": { "logs": { "bucket": "logs" } },
                            "aws_s3_bucket_policy": { "logs": [ { "bucket": "${aws_s3_bucket.logs.id}" } ] } },
              "module": { "m": { "source": "./m" } } }
            """).With("m/x.tf", "").Scan();
        Assert.Equal(["aws_s3_bucket.logs", "aws_s3_bucket_policy.logs", "module.m"], scan.Names(Kinds.TerraformResource));
        Assert.Contains("aws_s3_bucket_policy.logs > aws_s3_bucket.logs", scan.Edges(Kinds.DependsOn));
        Assert.Equal("hashicorp/aws", scan.Assets.Single(a => a is { Kind: Kinds.TerraformModule, Name: "shop" }).Properties["providers"]);
    }

    [Fact]
    public void A_container_deploys_the_image_that_plainly_stands_there()
    {
        var scan = _checkout.With("main.tf", """
            resource "kubernetes_deployment" "api" { spec { template { spec {
              container { image = "ghcr.io/acme/api:1.2" }
              container { image = var.image }
            } } } }
            resource "digitalocean_droplet" "vm" { image = "ubuntu-22-04-x64" }
            """.Replace("{ spec { template { spec {", "{\nspec {\ntemplate {\nspec {\n", StringComparison.Ordinal).Replace("} } } }", "}\n}\n}\n}", StringComparison.Ordinal)).Scan();
        Assert.Equal(["kubernetes_deployment.api > ghcr.io/acme/api:1.2"], scan.Edges(Kinds.Deploys));
        Assert.Equal(["ghcr.io/acme/api:1.2"], scan.Names(Kinds.Image));
    }

    [Theory]
    [InlineData("resource \"a\" \"b\" {\n  x = 1\n", 1)]
    [InlineData("a = 1\n}\n", 2)]
    [InlineData("a = [1,\n 2\n", 1)]
    [InlineData("a = \"no end\nb = 1\n", 1)]
    [InlineData("a = 1\nb = <<EOT\n text\n", 2)]
    [InlineData("a = 1\n/* no end\n", 2)]
    [InlineData("a = \"${x\"\n", 1)]
    [InlineData("a b c\n", 1)]
    [InlineData("a = { b\n}\n", 1)]
    [InlineData("= 1\n", 1)]
    [InlineData("a = (1]\n", null)]
    public void Broken_HCL_is_reported_with_its_line(string text, int? line)
    {
        var findings = _checkout.With("x.tf", text).Scan().Findings;
        if (line is null)
            Assert.Empty(findings);
        else
            Assert.Equal(("unreadable-hcl", "x.tf", line), (Assert.Single(findings).Rule, findings[0].Path, findings[0].Line));
    }

    [Theory]
    [InlineData("a {\n")]
    [InlineData("a = {\nb = ")]
    [InlineData("\"${")]
    [InlineData("[")]
    public void Nesting_without_end_is_a_finding(string unit)
    {
        var scan = _checkout.With("x.tf", (unit[0] is '"' or '[' ? "x = " : "") + string.Concat(Enumerable.Repeat(unit, 20_000))).Scan();
        Assert.Equal("unreadable-hcl", Assert.Single(scan.Findings).Rule);
    }

    [Theory]
    [InlineData("a = b ? \"x\" : \"y\"\n", null)]
    [InlineData("a = \"$${not} %%{one}\"\n", "$${not} %%{one}")]
    [InlineData("a = \"quo\\\"te\" # c\n", "quo\\\"te")]
    [InlineData("a = 5\n", "5")]
    [InlineData("a = -5\n", null)]
    [InlineData("a = \"${b}\"\n", null)]
    [InlineData("a = b.c\n", null)]
    public void Only_literals_are_values(string text, string? value) => Assert.Equal(value, HclText.Parse(text).Text("a"));
}
