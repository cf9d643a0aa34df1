using System.Diagnostics;
using Cortex.Security.Rules;
using Cortex.Security.Scanning;
using Cortex.Security.Terraform;
using Cortex.Security.Tests.Dockerfiles;
using Xunit.Abstractions;

namespace Cortex.Security.Tests.Terraform;

public sealed class TerraformDetectorTests(ITestOutputHelper output)
{
    // Seconds, on a machine that has other things to do; what grows with the square takes many minutes.
    private const int Most = 60;

    private const string Module = """
        variable "open" {
          default = false
        }
        variable "cidrs" { type = list(string) }
        locals {
          reach = var.cidrs
        }
        resource "aws_db_instance" "this" {
          storage_encrypted   = true
          publicly_accessible = var.open
        }
        resource "aws_security_group" "this" {
          ingress {
            from_port   = 5432
            to_port     = 5432
            protocol    = "tcp"
            cidr_blocks = local.reach
          }
        }
        """;

    private static readonly TerraformDetector Detector = new();

    public static TheoryData<string> Rules() => [.. RulePages.All.Where(page => page.Id.StartsWith("terraform/", StringComparison.Ordinal)).Select(page => page.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_bad_example_is_found_and_a_good_one_is_not(string rule)
    {
        var page = RulePages.Of(rule);
        Assert.NotEmpty(page.Bad);
        Assert.NotEmpty(page.Good);
        Assert.NotEmpty(page.Controls);
        Assert.All(page.Bad, example => Assert.Contains(rule, LookedAt.Found(Detector, "main.tf", example.Text).Select(d => d.Rule)));
        Assert.All(page.Good, example => Assert.Empty(LookedAt.Found(Detector, "main.tf", example.Text)));
    }

    [Fact]
    public void Exactly_the_misconfigurations_of_the_ground_truth_are_found() =>
        FleetTruth.Compare(Detector, path => path.EndsWith(".tf", StringComparison.Ordinal), output);

    [Fact]
    public void A_module_is_looked_at_as_it_is_called_and_the_call_is_named()
    {
        using var looked = new LookedAt();
        var found = looked.With("modules/db/main.tf", Module)
            .With("live/main.tf", "module \"a\" {\n  source = \"../modules/db\"\n  open = true\n  cidrs = [\"0.0.0.0/0\"]\n}\nmodule \"b\" {\n  source = \"../modules/db\"\n  cidrs = [\"10.0.0.0/8\"]\n}\n").By(Detector);
        Assert.Equal(
            ["live/main.tf terraform/publicly-accessible-database module.a @3", "live/main.tf terraform/open-to-the-world module.a port 5432 @4"],
            found.Found.Select(Said));
    }

    [Fact]
    public void What_is_handed_on_through_modules_is_found_where_it_is_written()
    {
        using var looked = new LookedAt();
        var found = looked.With("modules/db/main.tf", Module)
            .With("modules/shop/main.tf", "variable \"open\" {}\nmodule \"db\" {\n  source = \"../db\"\n  open = var.open\n  cidrs = []\n}\n")
            .With("main.tf", "variable \"public\" {}\nmodule \"shop\" {\n  source = \"./modules/shop\"\n  open = var.public\n}\n")
            .With("terraform.tfvars", "public = true\n").By(Detector);
        Assert.Equal(["terraform.tfvars terraform/publicly-accessible-database var.public @1"], found.Found.Select(Said));
    }

    [Fact]
    public void What_is_wrong_in_a_module_itself_is_found_there_once()
    {
        using var looked = new LookedAt();
        var found = looked.With("m/main.tf", "resource \"aws_s3_bucket_acl\" \"x\" {\n  acl = \"public-read\"\n}\n")
            .With("main.tf", "module \"a\" {\n  source = \"./m\"\n}\nmodule \"b\" {\n  source = \"./m\"\n}\n").By(Detector);
        Assert.Equal(["m/main.tf terraform/public-bucket aws_s3_bucket_acl.x @2"], found.Found.Select(Said));
    }

    [Theory]
    [InlineData("resource \"aws_db_instance\" \"a\" {\n  storage_encrypted = var.unknown\n}\n")]
    [InlineData("resource \"aws_db_instance\" \"a\" {\n  storage_encrypted = true\n  publicly_accessible = var.x ? true : false\n}\nvariable \"x\" {}\n")]
    [InlineData("resource \"aws_db_instance\" \"a\" {\n  count = 0\n  storage_encrypted = false\n}\n")]
    [InlineData("resource \"aws_security_group\" \"a\" {\n  egress {\n    from_port = 0\n    to_port = 0\n    protocol = \"-1\"\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }\n}\n")]
    [InlineData("resource \"aws_iam_policy\" \"a\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Deny\", Action = \"*\", Resource = \"*\" }] })\n}\n")]
    [InlineData("data \"aws_iam_policy_document\" \"a\" {\n  statement {\n    effect = \"Deny\"\n    actions = [\"*\"]\n    resources = [\"*\"]\n  }\n}\n")]
    [InlineData("resource \"aws_db_instance\" \"a\" {\n  storage_encrypted = true\n  password = random_password.a.result\n}\n")]
    [InlineData("resource \"aws_db_instance\" \"a\" {\n  storage_encrypted = true\n  password = \"changeme\"\n}\n")]
    public void What_is_not_known_or_closed_is_let_pass(string text) => Assert.Empty(LookedAt.Found(Detector, "main.tf", text));

    [Theory]
    [InlineData("resource \"aws_iam_policy\" \"a\" {\n  policy = <<EOF\n{\"Statement\": {\"Effect\": \"Allow\", \"Action\": [\"*\"], \"Resource\": \"*\"}}\nEOF\n}\n", "terraform/iam-wildcard aws_iam_policy.a @2")]
    [InlineData("resource \"aws_security_group\" \"a\" {\n  dynamic \"ingress\" {\n    for_each = [1]\n    content {\n      protocol = \"-1\"\n      from_port = 0\n      to_port = 0\n      ipv6_cidr_blocks = [\"::/0\"]\n    }\n  }\n}\n", "terraform/open-to-the-world aws_security_group.a @8")]
    [InlineData("resource \"aws_security_group\" \"a\" {\n  ingress = [{\n    protocol = \"tcp\"\n    from_port = 20\n    to_port = 30\n    cidr_blocks = [\"0.0.0.0/0\"]\n  }]\n}\n", "terraform/open-to-the-world aws_security_group.a port 22 @6")]
    [InlineData("resource \"aws_vpc_security_group_ingress_rule\" \"a\" {\n  ip_protocol = \"tcp\"\n  from_port = 3389\n  to_port = 3389\n  cidr_ipv4 = \"0.0.0.0/0\"\n}\n", "terraform/open-to-the-world aws_vpc_security_group_ingress_rule.a port 3389 @5")]
    [InlineData("variable \"p\" { default = \"public-read\" }\nresource \"aws_s3_bucket_acl\" \"a\" {\n  acl = \"${var.p}\"\n}\n", "terraform/public-bucket aws_s3_bucket_acl.a @3")]
    public void Every_way_of_writing_is_understood(string text, string said) =>
        Assert.Equal("main.tf " + said, Said(Assert.Single(LookedAt.Found(Detector, "main.tf", text))));

    [Fact]
    public void The_JSON_syntax_is_read_too()
    {
        const string Text = """
            {"resource": {
              "aws_s3_bucket_acl": {"x": {"acl": "public-read"}},
              "aws_security_group": {"y": {"ingress": [
                {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}]}}
            }}
            """;
        Assert.Equal(
            ["main.tf.json terraform/public-bucket aws_s3_bucket_acl.x @2", "main.tf.json terraform/open-to-the-world aws_security_group.y port 22 @4"],
            LookedAt.Found(Detector, "main.tf.json", Text).Select(Said));
    }

    [Fact]
    public void The_value_of_a_secret_is_never_said() =>
        Assert.DoesNotContain("u8Lq3", string.Concat(LookedAt.Found(Detector, "main.tf", "resource \"aws_db_instance\" \"a\" {\n  password = \"u8Lq3ZkVn6Rb\"\n}\n").Select(d => d.Title + d.Subject)));

    [Theory]
    [InlineData("main.tf", "resource \"a\" \"b\" {", "unreadable-hcl")]
    [InlineData("main.tf.json", "{\"resource\": ", "unreadable-json")]
    public void What_cannot_be_read_is_reported(string path, string text, string rule)
    {
        using var looked = new LookedAt();
        Assert.Equal(rule, looked.With(path, text).By(Detector).Problems.Single().Rule);
    }

    [Fact]
    public void Modules_in_a_circle_and_modules_without_end_are_reported()
    {
        using var looked = new LookedAt();
        looked.With("a/main.tf", "module \"b\" {\n  source = \"../b\"\n}\n").With("b/main.tf", "module \"a\" {\n  source = \"../a\"\n}\nresource \"aws_s3_bucket_acl\" \"x\" {\n  acl = \"public-read\"\n}\n");
        for (var i = 0; i < 15; i++)
            looked.With($"m{i}/main.tf", $"module \"x\" {{\n  source = \"../m{i + 1}\"\n}}\nmodule \"y\" {{\n  source = \"../m{i + 1}\"\n}}\n");
        var found = looked.With("m15/main.tf", "locals {\n  a = 1\n}\n").By(Detector);
        Assert.Equal("terraform/public-bucket", found.Found.Single().Rule);
        Assert.Contains(found.Problems, p => p.Rule == "too-many-modules");
    }

    [Theory]
    [InlineData("[", "]", 50)]
    [InlineData("[", "", 200_000)]
    [InlineData("f(", ")", 90)]
    [InlineData("{a=", "}", 90)]
    [InlineData("-", "", 300_000)]
    [InlineData("a.", "", 300_000)]
    public void Deep_and_broken_expressions_come_to_an_end(string open, string close, int times)
    {
        var watch = Stopwatch.StartNew();
        var text = "resource \"aws_s3_bucket_acl\" \"a\" {\n  acl = " + string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(close, times)) + "\n}\n";
        Assert.Empty(LookedAt.Found(Detector, "main.tf", text));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, Most);
    }

    [Fact]
    public void Locals_in_a_circle_and_in_a_long_chain_come_to_an_end()
    {
        var chain = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"  a{i} = local.a{i + 1}\n"));
        Assert.Empty(LookedAt.Found(Detector, "main.tf", $"locals {{\n  x = local.y\n  y = local.x\n{chain}}}\nresource \"aws_s3_bucket_acl\" \"a\" {{\n  acl = local.x\n}}\nresource \"aws_s3_bucket_acl\" \"b\" {{\n  acl = local.a0\n}}\n"));
    }

    private static string Said(Detection d) => $"{d.Path} {d.Rule} {d.Subject} @{d.Line}";
}
