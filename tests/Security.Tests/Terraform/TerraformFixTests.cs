using Cortex.Security.Terraform;
using Cortex.Security.Terraform.Fixes;
using Cortex.Security.Tests.Dockerfiles;

namespace Cortex.Security.Tests.Terraform;

public sealed class TerraformFixTests
{
    [Theory]
    [InlineData("resource \"aws_kms_key\" \"a\" {\n  enable_key_rotation = false # for now\n}\n", "resource \"aws_kms_key\" \"a\" {\n  enable_key_rotation = true # for now\n}\n")]
    [InlineData("resource \"aws_cloudtrail\" \"a\" {\r\n  is_multi_region_trail=false\r\n}\r\n", "resource \"aws_cloudtrail\" \"a\" {\r\n  is_multi_region_trail=true\r\n}\r\n")]
    public void Only_what_must_change_does(string before, string after)
    {
        var found = Assert.Single(LookedAt.Found(new TerraformDetector(), "main.tf", before));
        Assert.Equal(after, TerraformFixes.Fix(before, found.Rule, found.Line!.Value));
        Assert.Empty(LookedAt.Found(new TerraformDetector(), "main.tf", after));
    }

    [Theory]
    [InlineData("resource \"aws_kms_key\" \"a\" {\n}\n")]
    [InlineData("resource \"aws_kms_key\" \"a\" {\n  enable_key_rotation = var.a\n}\nvariable \"a\" { default = false }\n")]
    [InlineData("resource \"aws_ebs_volume\" \"a\" {\n  encrypted = false\n}\n")]
    public void Where_no_answer_is_safe_there_is_none(string text)
    {
        var found = Assert.Single(LookedAt.Found(new TerraformDetector(), "main.tf", text));
        Assert.Null(TerraformFixes.Fix(text, found.Rule, found.Line!.Value));
    }
}
